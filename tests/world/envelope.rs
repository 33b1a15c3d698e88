//! The platform's side of a callback, written from its documents (90968, 90930) and from
//! nothing in the product: seals messages, opens replies, and makes every kind of bad one.

use aes::Aes256;
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, PAD, STANDARD};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    PAD.with_decode_allow_trailing_bits(true),
);

/// Somebody who knows the token and the key of the app.
#[derive(Debug, Clone)]
pub struct Platform {
    pub token: String,
    pub corp_id: String,
    pub agent_id: i64,
    key: [u8; 32],
}

/// One delivery: the query and the body of the POST.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub query: String,
    pub body: Vec<u8>,
}

impl Platform {
    pub fn new(token: &str, aes_key: &str, corp_id: &str, agent_id: i64) -> Self {
        let key = LENIENT
            .decode(format!("{aes_key}="))
            .expect("43 characters of base64");
        Self {
            token: token.to_owned(),
            corp_id: corp_id.to_owned(),
            agent_id,
            key: key.try_into().expect("32 bytes"),
        }
    }

    /// The same with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: token.to_owned(),
            ..self.clone()
        }
    }

    /// The message of a pressed button. Another `code` is another press.
    pub fn press(&self, userid: &str, task_id: &str, key: &str, at: i64, code: &str) -> String {
        let (corp, agent) = (&self.corp_id, self.agent_id);
        format!(
            "<xml><ToUserName><![CDATA[{corp}]]></ToUserName><FromUserName><![CDATA[{userid}]]></FromUserName>\
             <CreateTime>{at}</CreateTime><MsgType><![CDATA[event]]></MsgType>\
             <Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[{key}]]></EventKey>\
             <TaskId><![CDATA[{task_id}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType>\
             <ResponseCode><![CDATA[{code}]]></ResponseCode><AgentID>{agent}</AgentID></xml>"
        )
    }

    /// The message of a typed line. Another `id` is another message.
    pub fn says(&self, userid: &str, text: &str, at: i64, id: u32) -> String {
        let (corp, agent) = (&self.corp_id, self.agent_id);
        format!(
            "<xml><ToUserName><![CDATA[{corp}]]></ToUserName><FromUserName><![CDATA[{userid}]]></FromUserName>\
             <CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType>\
             <Content><![CDATA[{text}]]></Content><MsgId>{id}</MsgId><AgentID>{agent}</AgentID></xml>"
        )
    }

    /// A genuine delivery of a message, with random bytes and nonce of its own.
    pub fn deliver(&self, message: &str, at: i64) -> Delivery {
        self.deliver_bytes(message.as_bytes(), at)
    }

    /// As [`Platform::deliver`], for messages that are no text.
    pub fn deliver_bytes(&self, message: &[u8], at: i64) -> Delivery {
        self.wrap(
            &STANDARD.encode(self.encrypt(&self.packed(message, &self.corp_id))),
            at,
        )
    }

    /// Signed and encrypted, and meant for somebody else.
    pub fn deliver_for(&self, corp_id: &str, message: &str, at: i64) -> Delivery {
        self.wrap(
            &STANDARD.encode(self.encrypt(&self.packed(message.as_bytes(), corp_id))),
            at,
        )
    }

    /// Signed, with a buffer that was padded wrongly.
    pub fn deliver_padded_with(&self, message: &str, last: u8, at: i64) -> Delivery {
        let mut buffer = self.packed(message.as_bytes(), &self.corp_id);
        if let Some(end) = buffer.last_mut() {
            *end = last;
        }
        self.wrap(&STANDARD.encode(self.encrypt(&buffer)), at)
    }

    /// The signed envelope around any text.
    pub fn wrap(&self, encrypt: &str, at: i64) -> Delivery {
        let timestamp = at.to_string();
        let nonce = rand::random::<u32>().to_string();
        let signature = self.sign(&timestamp, &nonce, encrypt);
        let body = format!(
            "<xml><ToUserName><![CDATA[{}]]></ToUserName><AgentID><![CDATA[{}]]></AgentID>\
             <Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>",
            self.corp_id, self.agent_id,
        );
        Delivery {
            query: format!("msg_signature={signature}&timestamp={timestamp}&nonce={nonce}"),
            body: body.into_bytes(),
        }
    }

    /// The text inside a passive reply, whose signature must hold.
    pub fn open_reply(&self, xml: &str) -> String {
        let field = |name: &str| -> &str {
            let (_, rest) = xml.split_once(&format!("<{name}>")).expect(name);
            let (value, _) = rest.split_once(&format!("</{name}>")).expect(name);
            value
                .trim_start_matches("<![CDATA[")
                .trim_end_matches("]]>")
        };
        let encrypt = field("Encrypt");
        let ours = self.sign(field("TimeStamp"), field("Nonce"), encrypt);
        assert_eq!(ours, field("MsgSignature"), "the signature of the reply");
        let mut buffer = STANDARD.decode(encrypt).expect("base64");
        let plain = cbc::Decryptor::<Aes256>::new_from_slices(&self.key, &self.key[..16])
            .expect("lengths of the type")
            .decrypt_padded::<NoPadding>(&mut buffer)
            .expect("whole blocks");
        let length: [u8; 4] = plain[16..20].try_into().expect("four bytes");
        let end = 20 + usize::try_from(u32::from_be_bytes(length)).expect("small");
        let padding = usize::from(*plain.last().expect("not empty"));
        let receive_id = &plain[end..plain.len() - padding];
        assert_eq!(
            receive_id,
            self.corp_id.as_bytes(),
            "the receive id of the reply"
        );
        String::from_utf8(plain[20..end].to_vec()).expect("a reply is text")
    }

    fn packed(&self, message: &[u8], receive_id: &str) -> Vec<u8> {
        let length = u32::try_from(message.len()).expect("small");
        let mut buffer = rand::random::<[u8; 16]>().to_vec();
        buffer.extend_from_slice(&length.to_be_bytes());
        buffer.extend_from_slice(message);
        buffer.extend_from_slice(receive_id.as_bytes());
        let padding = 32 - buffer.len() % 32;
        buffer.resize(
            buffer.len() + padding,
            u8::try_from(padding).expect("1 to 32"),
        );
        buffer
    }

    fn encrypt(&self, buffer: &[u8]) -> Vec<u8> {
        let mut sealed = buffer.to_vec();
        let length = sealed.len();
        cbc::Encryptor::<Aes256>::new_from_slices(&self.key, &self.key[..16])
            .expect("lengths of the type")
            .encrypt_padded::<NoPadding>(&mut sealed, length)
            .expect("whole blocks");
        sealed
    }

    fn sign(&self, timestamp: &str, nonce: &str, encrypt: &str) -> String {
        let mut parts = [self.token.as_str(), timestamp, nonce, encrypt];
        parts.sort_unstable();
        let digest = Sha1::digest(parts.concat().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

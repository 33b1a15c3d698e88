"""An app made of dingtalk-stream, the platform's own client for Python, for the sandbox to talk to.

The client reads its base address when it is imported: set `DINGTALK_OPENAPI_ENDPOINT` before.
"""

import asyncio
import logging
import threading

import dingtalk_stream
from dingtalk_stream import AckMessage, CallbackHandler, CardCallbackMessage, CardReplier, ChatbotMessage


class RobotApp:
    """Remembers what the client made of each frame, and answers presses with `answer`."""

    def __init__(self, client_id, client_secret):
        self.heard, self.pressed, self.happened = [], [], []
        self.replies, self.faults = [], []
        self.answer = {}
        # What it cannot do, it only writes down; that it does not know pings is no fault.
        logger = logging.getLogger("robot_app")
        logger.addHandler(FaultKeeper(self.faults))
        logger.propagate = False
        credential = dingtalk_stream.Credential(client_id, client_secret)
        self.client = dingtalk_stream.DingTalkStreamClient(credential, logger)
        self.client.register_callback_handler(ChatbotMessage.TOPIC, Ear(self))
        self.client.register_callback_handler(CallbackHandler.TOPIC_CARD_CALLBACK, Finger(self))
        self.client.register_all_event_handler(Diary(self))

    def start(self):
        """Runs until the judge ends."""
        threading.Thread(target=lambda: asyncio.run(self.client.start()), daemon=True).start()

    def sends_card(self, template, data, message, **more):
        """A card in one call, to where the message came from; its id."""
        return self.replier(message).create_and_deliver_card(template, data, support_forward=False, **more)

    def sends_card_in_two_calls(self, template, data, message):
        """The same by the older helper: create, then deliver."""
        return self.replier(message).create_and_send_card(template, data, support_forward=False)

    def replier(self, message):
        replier = CardReplier(self.client, message)
        replier.logger = self.client.logger
        return replier


class FaultKeeper(logging.Handler):
    def __init__(self, faults):
        super().__init__(logging.ERROR)
        self.faults = faults

    def emit(self, record):
        self.faults.append(record.getMessage())


class Ear(dingtalk_stream.ChatbotHandler):
    def __init__(self, app):
        super().__init__()
        self.app = app

    async def process(self, callback):
        message = ChatbotMessage.from_dict(callback.data)
        self.app.heard.append(message)
        self.app.replies.append(self.reply_text(f"收到「{message.text.content}」", message))
        return AckMessage.STATUS_OK, "OK"


class Finger(CallbackHandler):
    def __init__(self, app):
        super().__init__()
        self.app = app

    async def process(self, callback):
        self.app.pressed.append(CardCallbackMessage.from_dict(callback.data))
        return AckMessage.STATUS_OK, self.app.answer


class Diary(dingtalk_stream.EventHandler):
    def __init__(self, app):
        super().__init__()
        self.app = app

    async def process(self, event):
        self.app.happened.append(event)
        return AckMessage.STATUS_OK, "OK"

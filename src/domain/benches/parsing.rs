//! What reading costs: leads as they come, places, products.

use divan::{Bencher, black_box};
use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::money::TierThresholds;
use paidan_domain::region::Gazetteer;
use paidan_domain::understand::{NewLead, understand};

/// Bytes of a chat that somebody pastes.
const PASTED: usize = 20 * 1024;
/// Categories of a large wholesaler.
const CATEGORIES: usize = 5000;

fn main() {
    divan::main();
}

#[divan::bench]
fn short_lead(bencher: Bencher<'_, '_>) {
    read(
        bencher,
        "义乌的,要保温杯3000个,大概五万块,13800138000 王女士".to_owned(),
    );
}

#[divan::bench(sample_count = 20)]
fn pasted_chat(bencher: Bencher<'_, '_>) {
    read(bencher, chat());
}

#[divan::bench(sample_count = 20)]
fn gazetteer_build() -> Gazetteer {
    Gazetteer::embedded()
}

#[divan::bench(sample_count = 20)]
fn catalogue_build(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(categories)
        .bench_local_values(|categories| Catalogue::new(categories).ok());
}

#[divan::bench(sample_count = 50)]
fn catalogue_search(bencher: Bencher<'_, '_>) {
    let (catalogue, text) = (catalogue(), chat());
    bencher.bench_local(|| catalogue.find_in(black_box(&text)));
}

fn read(bencher: Bencher<'_, '_>, need: String) {
    let (gazetteer, catalogue) = (Gazetteer::embedded(), catalogue());
    let lead = NewLead {
        need: Some(need),
        ..NewLead::default()
    };
    let thresholds = TierThresholds::default();
    bencher.bench_local(|| understand(black_box(&lead), &gazetteer, &catalogue, &thresholds));
}

/// Question and answer, over and over, with a place, a product and a sum now and then.
fn chat() -> String {
    let turns = [
        "客户: 你好,在吗?想问一下价格",
        "我: 在的,请问要什么规格,多少数量?",
        "客户: 型号417-9那款,先要两三千个,金华这边自提",
        "我: 好的,500ml的不锈钢款现在18块一个,含税",
        "客户: 预算六万以内,月底前要,电话 138-0013-8000",
    ];
    let mut text = String::with_capacity(PASTED);
    for (at, turn) in turns.iter().cycle().enumerate() {
        text.push_str(&format!("{:02}:{:02} {turn}\n", 9 + at / 60 % 9, at % 60));
        if text.len() >= PASTED {
            break;
        }
    }
    text
}

/// `型号417-9` and its kind: names that begin alike, each with a synonym.
fn categories() -> Vec<Category> {
    let one = |at: usize| {
        let mut category = Category::named(format!("型号{}-{}", at / 10, at % 10));
        category.synonyms = vec![format!("货号{at}款")];
        category.unit_price_fen = Some(1800);
        category
    };
    (0..CATEGORIES).map(one).collect()
}

fn catalogue() -> Catalogue {
    Catalogue::new(categories()).expect("their names differ")
}

//! Where a telephone number was given out.

use super::code::RegionCode;
use super::gazetteer::Gazetteer;
use super::located::Place;

/// Area code without its 0, then the divisions that share it, the one it is named by first.
/// Made by `phone_areas.py` from PyPI phonenumbers 9.0.43 (Apache-2.0), as the two below.
const AREA_CODES: &str = include_str!("area_codes.csv");
/// One city a line.
const CITIES: &str = include_str!("mobile_cities.txt");
/// Runs of prefixes, sorted: distance from [`FIRST`] above, line of [`CITIES`] below 12 bits.
const PREFIXES: &[u8] = include_bytes!("mobile_prefixes.bin");
/// The least mobile prefix of seven digits.
const FIRST: u32 = 1_300_000;
const RECORD: usize = 4;

impl Gazetteer {
    /// The places that share a landline area code (`0579` or `579`), the one it is named by
    /// first; empty when no place has it.
    pub fn places_of_area_code(&self, area_code: &str) -> Vec<Place> {
        let wanted = area_code.strip_prefix('0').unwrap_or(area_code);
        let row = |key: &str| {
            AREA_CODES.lines().find_map(|line| {
                let (code, places) = line.split_once(',')?;
                (code == key).then_some(places)
            })
        };
        // Where one city alone has two leading digits the data names it by them: 58 for 580.
        let shorter = || row(wanted.get(..2).filter(|_| wanted.len() == 3)?);
        row(wanted)
            .or_else(shorter)
            .unwrap_or_default()
            .split(' ')
            .filter_map(|code| self.place(RegionCode::parse(code).ok()?))
            .collect()
    }

    /// The city that a mobile number of eleven digits was given out in. People carry their
    /// numbers about the country, so this tells where somebody once was and no more. `None` for
    /// prefixes that belong to no single city or that the data lacks.
    pub fn city_of_mobile(&self, number: &str) -> Option<Place> {
        let prefix: u32 = number.get(..7)?.parse().ok()?;
        let distance = prefix.checked_sub(FIRST)?;
        let word = |index: usize| {
            let bytes = PREFIXES.get(index * RECORD..(index + 1) * RECORD)?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?))
        };
        let (mut low, mut high) = (0, PREFIXES.len() / RECORD);
        while low < high {
            let middle = low.midpoint(high);
            if word(middle)? >> 12 <= distance {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let line = word(low.checked_sub(1)?)? & 0xfff;
        let city = CITIES.lines().nth((line as usize).checked_sub(1)?)?;
        self.place(RegionCode::parse(city).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(places: Vec<Place>) -> String {
        let codes: Vec<String> = places.iter().map(|place| place.code.to_string()).collect();
        codes.join(" ")
    }

    #[test]
    fn area_codes_name_their_places() {
        let gazetteer = Gazetteer::embedded();
        for (code, expected) in [
            ("0579", "330700"),
            ("579", "330700"),
            ("010", "110000"),
            ("021", "310000"),
            ("0755", "440300"),
            ("028", "510100 512000 511400"),
            ("0580", "330900"),
            ("0728", "429004 429005 429006"),
            ("0991", "650100"),
            ("0378", "410200"),
            ("0910", "610400"),
            ("0000", ""),
            ("026", ""),
            ("", ""),
        ] {
            assert_eq!(
                named(gazetteer.places_of_area_code(code)),
                expected,
                "{code}"
            );
        }
    }

    #[test]
    fn every_place_of_the_data_exists() {
        let gazetteer = Gazetteer::embedded();
        for line in AREA_CODES.lines() {
            let (code, places) = line.split_once(',').expect("two cells");
            let found = gazetteer.places_of_area_code(code).len();
            assert_eq!(found, places.split(' ').count(), "{line}");
        }
        for line in CITIES.lines() {
            assert!(
                RegionCode::parse(line).is_ok_and(|code| gazetteer.exists(code)),
                "{line}"
            );
        }
    }

    #[test]
    fn mobile_numbers_name_the_city_they_were_given_out_in() {
        let gazetteer = Gazetteer::embedded();
        for (number, expected) in [
            ("13911234567", "110000"),
            ("13912345678", "320400"),
            ("13588123456", "330100"),
            ("13000000000", "370100"),
            ("19999999999", "-"),
            ("12900000000", "-"),
            ("1391", "-"),
            ("一三九", "-"),
            ("", "-"),
        ] {
            let city = gazetteer
                .city_of_mobile(number)
                .map(|place| place.code.to_string());
            assert_eq!(city.as_deref().unwrap_or("-"), expected, "{number}");
        }
    }
}

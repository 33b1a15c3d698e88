//! Shares kept over leads that are made up: bounds, books, a year of a floor.

mod books;
mod bounds;
mod year;

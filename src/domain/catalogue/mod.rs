//! 产品目录: the company's product categories as a tree, and the products that a text names.
//!
//! A [`Catalogue`] is valid by construction: names and synonyms are unique, parents exist, and
//! nothing is its own ancestor. It finds names by the longest match from the left and never
//! guesses a product that no text names.

mod category;
mod error;
mod find;
mod tree;
mod word_borders;

#[cfg(test)]
mod tests;

pub use category::Category;
pub use error::CatalogueError;
pub use find::Hit;
pub use tree::Catalogue;

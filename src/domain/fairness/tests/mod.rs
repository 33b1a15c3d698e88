mod books;
mod bounds;
mod year;

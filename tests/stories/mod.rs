//! What people live through. Each file is a part of their day, each test a sentence about it.

mod walk;

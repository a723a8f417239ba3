"""The listings that one keeps, and one of them."""

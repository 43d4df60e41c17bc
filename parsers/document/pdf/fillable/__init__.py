"""The fields that a person fills in on the screen: their captions and their values."""

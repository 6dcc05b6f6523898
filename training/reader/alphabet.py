"""The classes of the line reader, in the order of packages/vision/src/read/recognise/reading-alphabet.ts; class 0 is the CTC blank."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/'():&+ "
CLASSES = len(ALPHABET) + 1
CODES = {char: i + 1 for i, char in enumerate(ALPHABET)}


def fold(text):
    """Case is not read: values are printed in capitals and normalised to them; in Arial `l` is drawn as `I` is."""
    return text.replace("l", "I").replace("’", "'").replace("`", "'").upper()


def encode(text):
    """Class indices of a printed text; every character must be in the alphabet."""
    return [CODES[char] for char in fold(text)]

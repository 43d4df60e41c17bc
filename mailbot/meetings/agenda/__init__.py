"""The agenda: made, shown, written as Word and Excel, with its material."""

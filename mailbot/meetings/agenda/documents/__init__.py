"""An agenda and its minutes as people read them: Word, Excel, and the material in a zip."""

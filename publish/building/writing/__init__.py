"""The files of a set: made, proved and put aside, one after the other."""

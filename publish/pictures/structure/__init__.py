"""The parts of picture files (segments, chunks, blocks), for reading and writing metadata."""

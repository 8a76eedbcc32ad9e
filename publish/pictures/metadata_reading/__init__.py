"""Metadata inside pictures: XMP, IPTC-IIM, EXIF and text chunks, from all kinds of files.

embedded = read_embedded(data)
embedded.fields()             {"creator": "Ada Example", …}, as the most trusted place has it
embedded.statements           every statement, with its place
"""

from publish.pictures.metadata_reading.reader import read_embedded, read_packet
from publish.pictures.metadata_reading.statement import BESIDE, Embedded, Source, Statement

__all__ = ["BESIDE", "Embedded", "Source", "Statement", "read_embedded", "read_packet"]

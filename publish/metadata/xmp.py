"""XMP packets: written from properties, read back, merged with a picture's own.

ISO 16684-1 (XMP part 1) defines the form of a packet, ISO 19005-3 §6.6.2 the demands of PDF/A. A
packet is built anew from sorted properties, so the same properties always give the same bytes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from publish import xml_parsing
from publish.errors import Problem, SourceError
from publish.metadata.extension import extension_schemas
from publish.metadata.fields import properties
from publish.metadata.namespaces import NAMESPACES, PDFA_EXTENSION, PUBLISH, RDF, XML, XMPMETA
from publish.metadata.property import STRUCTURED, Kind, Property
from publish.model.article import Metadata
from publish.xml_parsing import BadXML

# The GUID marks a packet for scanners that know nothing of the file around it (XMP part 1 §7.3.2);
# "w" marks it as editable.
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_FOOT = b'\n<?xpacket end="w"?>'

PDF_A3A_UA1 = (
    Property("pdfaid:part", ("3",), Kind.INTEGER),
    Property("pdfaid:conformance", ("A",)),
    Property("pdfuaid:part", ("1",), Kind.INTEGER),
)
"""The statement that a file is PDF/A-3a and PDF/UA-1."""

PDF_A4F_UA2 = (
    Property("pdfaid:part", ("4",), Kind.INTEGER),
    Property("pdfaid:rev", ("2020",), Kind.INTEGER),
    Property("pdfaid:conformance", ("F",)),
    Property("pdfuaid:part", ("2",), Kind.INTEGER),
    Property("pdfuaid:rev", ("2024",), Kind.INTEGER),
)
"""The statement that a file is PDF/A-4f and PDF/UA-2."""

_EXTENSIONS = f"{{{PDFA_EXTENSION['pdfaExtension']}}}schemas"

_VALUE = f"{{{RDF}}}value"

_LIST = {
    Kind.SEQ: "Seq",
    Kind.BAG: "Bag",
    Kind.LANG_ALT: "Alt",
    Kind.STRUCTS: "Seq",
    Kind.REFERENCES: "Bag",
}


def document_packet(
    metadata: Metadata,
    *,
    standards: Iterable[Property] = PDF_A3A_UA1,
    tools: Iterable[Property] = (),
    pictures: Iterable[Property] = (),
) -> bytes:
    """The XMP packet of a PDF: the article's metadata, and the standards that the file meets.

    ``tools`` is the writer's statement about itself, as ``pdf:Producer``; ``pictures`` the list of
    pictures (:func:`publish.metadata.beside.ingredients`). Extension schemas are declared for all
    properties that PDF/A does not predefine. Raises ``SourceError`` for a text that no XML can
    hold.
    """
    return packet((*properties(metadata, "xmp"), *standards, *tools, *pictures), pdfa=True)


def packet(statements: Iterable[Property], *, pdfa: bool = False) -> bytes:
    """A packet in UTF-8 with these properties, sorted by name.

    With ``pdfa``, extension schemas describe all that ISO 19005-3 §6.6.2.3 does not predefine.
    Raises ``SourceError`` for a text that no XML can hold.
    """
    ordered = sorted(statements, key=lambda statement: statement.name)
    names = {name for statement in ordered for name in statement.name.split("/")}
    prefixes = sorted({name.split(":")[0] for name in names})
    root = etree.Element(f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    root.append(_description(ordered, {prefix: NAMESPACES[prefix] for prefix in prefixes}))
    if pdfa and (extension := extension_schemas(names)) is not None:
        root.append(extension)
    return wrapped(root)


def read(data: bytes) -> dict[str, tuple[str, ...]]:
    """The properties of a packet and their values, by name: undoes :func:`packet`.

    A language alternative gives its ``x-default``, or else its first text; a sequence of structures
    gives ``outer/field`` with a value per structure; other structures, and PDF/A's extension
    schemas, are left out. Namespaces without a prefix of ours keep Clark's notation, ``{uri}name``.
    Raises ``SourceError`` if the packet is broken.
    """
    found: dict[str, tuple[str, ...]] = {}
    for description in descriptions(parsed(data)):
        for key, value in description.attrib.items():
            if not syntax(key):
                found[_name(key)] = (str(value),)
        for element in description.iterchildren("*"):
            if element.tag != _EXTENSIONS:
                found.update(_values(element))
    return {name: kept for name, values in found.items() if (kept := tuple(filter(None, values)))}


def merge(old: bytes, new: bytes) -> bytes:
    """``old``, with its properties replaced by those of ``new`` with the same name.

    All others stay, except those of our own namespace: these come from an earlier credit, and a new
    one replaces them as a whole. Raises ``SourceError`` if ``old`` is broken.
    """
    root = parsed(old)
    subject, stated = about(root), list(descriptions(root))
    additions = [element for d in descriptions(parsed(new)) for element in d.iterchildren("*")]
    names = {str(element.tag) for element in additions}
    for description in stated:
        for key in [k for k in map(str, description.attrib) if _replaced(k, names)]:
            del description.attrib[key]
        for element in [e for e in description.iterchildren("*") if _replaced(str(e.tag), names)]:
            description.remove(element)
        if not len(description) and all(map(syntax, description.attrib)):
            root.remove(description)
    target = etree.SubElement(root, f"{{{RDF}}}Description", nsmap=_nsmap(additions))
    # All Descriptions of a packet are about the same resource (XMP part 1 §7.4).
    target.set(f"{{{RDF}}}about", subject)
    target.extend(additions)
    return wrapped(root)


# -- writing --------------------------------------------------------------------------------


def wrapped(rdf: etree._Element) -> bytes:
    """The whole packet of an ``rdf:RDF``, in UTF-8."""
    return _HEAD + meta(rdf) + _FOOT


def meta(rdf: etree._Element) -> bytes:
    """The ``x:xmpmeta`` of an ``rdf:RDF`` without the packet's wrapper, in UTF-8."""
    outer = etree.Element(f"{{{XMPMETA}}}xmpmeta", nsmap={"x": XMPMETA})
    outer.append(copy.deepcopy(rdf))
    etree.indent(outer)
    etree.cleanup_namespaces(outer, keep_ns_prefixes=["rdf"])
    return etree.tostring(outer, encoding="utf-8")


def _description(statements: Iterable[Property], namespaces: dict[str, str]) -> etree._Element:
    element = etree.Element(f"{{{RDF}}}Description", nsmap={"rdf": RDF, **namespaces})
    element.set(f"{{{RDF}}}about", "")
    for name, group in groupby(statements, lambda statement: statement.name.partition("/")[0]):
        first, *others = group
        if first.kind in STRUCTURED:
            element.append(_structures(name, (first, *others)))
        else:
            element.extend(map(_element, (first, *others)))
    return element


def _structures(name: str, fields: tuple[Property, ...]) -> etree._Element:
    """A list of structures; the n-th values of all fields make the n-th structure."""
    element = etree.Element(_clark(name))
    items = etree.SubElement(element, f"{{{RDF}}}{_LIST[fields[0].kind]}")
    for values in zip(*(field.values for field in fields), strict=True):
        item = etree.SubElement(items, f"{{{RDF}}}li")
        item.set(f"{{{RDF}}}parseType", "Resource")
        for field, value in zip(fields, values, strict=True):
            inner = etree.SubElement(item, _clark(field.name.partition("/")[2]))
            inner.text = _text(field, value)
    return element


def _element(statement: Property) -> etree._Element:
    element = etree.Element(_clark(statement.name))
    if statement.kind is Kind.RESOURCE:
        element.set(f"{{{RDF}}}resource", _text(statement, statement.value))
    elif statement.kind in _LIST:
        items = etree.SubElement(element, f"{{{RDF}}}{_LIST[statement.kind]}")
        for value in statement.values:
            item = etree.SubElement(items, f"{{{RDF}}}li")
            if statement.kind is Kind.LANG_ALT:
                item.set(f"{{{XML}}}lang", "x-default")
            item.text = _text(statement, value)
    else:
        element.text = _text(statement, statement.value)
    return element


_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""Everything but XML 1.0's ``Char`` (§2.2): most control characters, lone surrogates."""


def unwritable(text: str) -> str | None:
    """The first character of a text that XML cannot hold; None if it can hold all of them."""
    found = _UNWRITABLE.search(text)
    return found[0] if found else None


def _text(statement: Property, value: str) -> str:
    """The value, if XML can hold it."""
    found = unwritable(value)
    if found is None:
        return value
    raise SourceError(
        Problem(
            "metadata-character",
            f"{statement.name} holds the character U+{ord(found):04X}, which no XML can hold",
            f"remove it from the text {value!r}",
        )
    )


def _clark(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


# -- reading --------------------------------------------------------------------------------


def parsed(data: bytes) -> etree._Element:
    """The ``rdf:RDF`` of a packet; raises ``SourceError`` if the packet is broken."""
    try:
        # The depth map of a phone's picture alone has more text than the parser accepts by default.
        root = xml_parsing.parse(data.strip(b"\0 \t\r\n"), large=True)
    except BadXML as error:
        raise _broken(f"is not well-formed: {error}") from None
    if xml_parsing.has_doctype(root):
        raise _broken("has a DOCTYPE, which XMP forbids")
    rdf = root if root.tag == f"{{{RDF}}}RDF" else next(root.iter(f"{{{RDF}}}RDF"), None)
    if rdf is None:
        raise _broken("has no rdf:RDF")
    return rdf


def _broken(what: str) -> SourceError:
    return SourceError(
        Problem(
            "image-xmp-broken",
            f"the picture's own XMP {what}",
            "correct it, or remove it with: exiftool -XMP:all= FILE",
        )
    )


def descriptions(rdf: etree._Element) -> Iterator[etree._Element]:
    """The ``rdf:Description`` elements, whose children and attributes are the properties."""
    return rdf.iterchildren(f"{{{RDF}}}Description")


def syntax(key: str | bytes) -> bool:
    """Whether an attribute belongs to RDF or XML, and so is not a property."""
    return str(key).startswith((f"{{{RDF}}}", f"{{{XML}}}")) or not str(key).startswith("{")


def _name(tag: str | bytes) -> str:
    name = etree.QName(tag)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else str(tag)


_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}


def _values(element: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and values of one property element, in any of RDF/XML's shapes."""
    name = _name(element.tag)
    if (resource := element.get(f"{{{RDF}}}resource")) is not None:
        yield name, (resource,)
        return
    items = [li for list_ in element.iterchildren("*") for li in list_.iterchildren(f"{{{RDF}}}li")]
    if items and (structs := list(map(_fields, items))) and any(structs):
        for inner in sorted({key for struct in structs for key in struct}):
            yield f"{name}/{inner}", tuple(s[inner] for s in structs if inner in s)
    elif items and element[0].tag == f"{{{RDF}}}Alt":
        default = [li for li in items if li.get(f"{{{XML}}}lang", "").lower() == "x-default"]
        yield name, (_item(([*default, *items])[0]),)
    elif items:
        yield name, tuple(map(_item, items))
    elif not len(element):
        yield name, (element.text or "",)


def _item(li: etree._Element) -> str:
    """One text; a qualified one is in ``rdf:value`` (XMP part 1 §7.8)."""
    qualified = li.findtext(_VALUE)
    return qualified or li.get(f"{{{RDF}}}resource") or li.text or ""


def _fields(li: etree._Element) -> dict[str, str]:
    """The fields of a structure: inside ``parseType="Resource"``, a Description, or attributes."""
    if li.find(_VALUE) is not None:
        return {}
    inner = li.find(f"{{{RDF}}}Description")
    holder = li if inner is None else inner
    fields = {_name(k): str(v) for k, v in holder.attrib.items() if not syntax(k)}
    fields.update((_name(e.tag), _item(e)) for e in holder.iterchildren("*") if not len(e))
    return fields


# -- merging --------------------------------------------------------------------------------


def _replaced(key: str, names: set[str]) -> bool:
    return not syntax(key) and (key in names or key.startswith(f"{{{PUBLISH}}}"))


def about(rdf: etree._Element) -> str:
    """The resource that the packet is about; mostly "", which means the file around it."""
    return next((a for d in descriptions(rdf) if (a := d.get(f"{{{RDF}}}about"))), "")


def _nsmap(elements: Iterable[etree._Element]) -> dict[str, str]:
    used = {etree.QName(e).namespace for top in elements for e in top.iter("*")}
    return {prefix: uri for prefix, uri in sorted(NAMESPACES.items()) if uri in used}

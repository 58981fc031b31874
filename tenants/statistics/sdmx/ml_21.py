"""SDMX-ML 2.1: structure-specific data, and the structure that explains it."""

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as Xml

from tenants.catalogue.vocabulary import Words
from tenants.statistics.cubes import Cube
from tenants.statistics.sdmx.names import (
    AGENCY,
    CONF_STATUS,
    CONF_STATUSES,
    MEASURE,
    OBS_STATUS,
    OBS_STATUSES,
    REASON,
    TIME,
    VALUE,
    VERSION,
    Code,
    Flow,
    code_of,
    concept_words,
)
from tenants.statistics.tables import exact

SDMX: Final = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
MES, COM, STR = f"{SDMX}message", f"{SDMX}common", f"{SDMX}structure"
DATA: Final = f"{SDMX}data/structurespecific"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEME: Final = "CS_ROVIEC"
STEADY: Final = "1.0.0"
PREFIXES: Final = {"mes": MES, "com": COM, "str": STR, "ss": DATA, "xsi": XSI}

for _prefix, _uri in PREFIXES.items():
    Xml.register_namespace(_prefix, _uri)


def as_sdmx_ml(cube: Cube) -> bytes:
    """The cube as structure-specific data, one `Obs` a figure; a figure without a value has no OBS_VALUE."""
    flow = Flow(cube)
    own = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{flow.structure}({flow.version})"
    space = f"{own}:ObsLevelDim:AllDimensions"
    root = Xml.Element(f"{{{MES}}}StructureSpecificData")
    header = _header(root, flow)
    told = {"structureID": flow.structure, "namespace": space, "dimensionAtObservation": "AllDimensions"}
    structure = Xml.SubElement(header, f"{{{MES}}}Structure", told)
    usage = Xml.SubElement(structure, f"{{{COM}}}Structure")
    Xml.SubElement(usage, "Ref", _reference(flow.structure, flow.version) | _kind("DataStructure", "datastructure"))
    attributes = {
        f"{{{DATA}}}structureRef": flow.structure,
        f"{{{DATA}}}dataScope": "DataStructure",
        f"{{{DATA}}}action": "Replace",
        VERSION: str(cube.release.version),
        REASON: flow.reason,
    }
    data = Xml.SubElement(root, f"{{{MES}}}DataSet", attributes)
    names = tuple(flow.dimensions)
    for cell in cube.cells:
        figure = cell.figure
        keys = dict(zip(names, (code_of(member) for member in (*cell.key, cell.measure)), strict=True))
        value = {} if figure.value is None else {VALUE: exact(figure.value)}
        statuses = {OBS_STATUS: figure.obs_status, CONF_STATUS: figure.conf_status}
        Xml.SubElement(data, "Obs", {**keys, TIME: cube.release.period, **value, **statuses})
    return _written(root)


def structure(cube: Cube) -> bytes:
    """Code lists, concepts, the data structure definition and the dataflow of a cube."""
    flow = Flow(cube)
    root = Xml.Element(f"{{{MES}}}Structure")
    _header(root, flow)
    parts = Xml.SubElement(root, f"{{{MES}}}Structures")
    flows = Xml.SubElement(parts, f"{{{STR}}}Dataflows")
    one = _maintained(flows, "Dataflow", flow.id, flow.version, flow.words)
    used = Xml.SubElement(one, f"{{{STR}}}Structure")
    Xml.SubElement(used, "Ref", _reference(flow.structure, flow.version) | _kind("DataStructure", "datastructure"))
    _code_lists(Xml.SubElement(parts, f"{{{STR}}}Codelists"), flow)
    _concepts(Xml.SubElement(parts, f"{{{STR}}}Concepts"), flow)
    _definition(Xml.SubElement(parts, f"{{{STR}}}DataStructures"), flow)
    return _written(root)


def _header(root: Xml.Element, flow: Flow) -> Xml.Element:
    header = Xml.SubElement(root, f"{{{MES}}}Header")
    release = flow.cube.release
    Xml.SubElement(header, f"{{{MES}}}ID").text = f"{flow.id}_{release.period}_{release.version}"
    Xml.SubElement(header, f"{{{MES}}}Test").text = "false"
    Xml.SubElement(header, f"{{{MES}}}Prepared").text = release.published_at.isoformat(timespec="seconds")
    Xml.SubElement(header, f"{{{MES}}}Sender", {"id": AGENCY})
    return header


def _code_lists(parent: Xml.Element, flow: Flow) -> None:
    lists: dict[str, Iterable[Code]] = dict(flow.dimensions)
    for name, statuses in ((OBS_STATUS, OBS_STATUSES), (CONF_STATUS, CONF_STATUSES)):
        lists[name] = [Code(code, words) for code, words in statuses.items()]
    for name, codes in lists.items():
        listed = _maintained(parent, "Codelist", f"CL_{name}", _list_version(name, flow), concept_words(name))
        for code in codes:
            item = Xml.SubElement(listed, f"{{{STR}}}Code", {"id": code.id})
            _names(item, code.words)
            if code.parent is not None:
                Xml.SubElement(Xml.SubElement(item, f"{{{STR}}}Parent"), "Ref", {"id": code.parent})


def _list_version(name: str, flow: Flow) -> str:
    """Lists of measures go with their data set, all others stay."""
    return flow.version if name == MEASURE else STEADY


def _concepts(parent: Xml.Element, flow: Flow) -> None:
    scheme = _maintained(parent, "ConceptScheme", SCHEME, STEADY, Words("Khái niệm", "Concepts"))
    for name in (*flow.dimensions, TIME, VALUE, OBS_STATUS, CONF_STATUS, VERSION, REASON):
        concept = Xml.SubElement(scheme, f"{{{STR}}}Concept", {"id": name})
        _names(concept, concept_words(name))
        if name in (VERSION, REASON):  # readers look for the form of a data set's attributes here
            form = Xml.SubElement(concept, f"{{{STR}}}CoreRepresentation")
            Xml.SubElement(form, f"{{{STR}}}TextFormat", {"textType": "String"})


def _definition(parent: Xml.Element, flow: Flow) -> None:
    """The data structure definition: dimensions, the measure, and what attributes hang on."""
    whole = _maintained(parent, "DataStructure", flow.structure, flow.version, flow.words)
    parts = Xml.SubElement(whole, f"{{{STR}}}DataStructureComponents")
    dimensions = Xml.SubElement(parts, f"{{{STR}}}DimensionList", {"id": "DimensionDescriptor"})
    for at, name in enumerate(flow.dimensions, start=1):
        one = Xml.SubElement(dimensions, f"{{{STR}}}Dimension", {"id": name, "position": str(at)})
        _identity(one, name)
        _enumerated(one, name, flow)
    place = str(len(flow.dimensions) + 1)
    time = Xml.SubElement(dimensions, f"{{{STR}}}TimeDimension", {"id": TIME, "position": place})
    _identity(time, TIME)
    local = Xml.SubElement(time, f"{{{STR}}}LocalRepresentation")
    Xml.SubElement(local, f"{{{STR}}}TextFormat", {"textType": "ObservationalTimePeriod"})
    attributes = Xml.SubElement(parts, f"{{{STR}}}AttributeList", {"id": "AttributeDescriptor"})
    for name in (OBS_STATUS, CONF_STATUS):
        one = _attribute(attributes, name, "Mandatory")
        _enumerated(one, name, flow)
        hung = Xml.SubElement(one, f"{{{STR}}}AttributeRelationship")
        Xml.SubElement(Xml.SubElement(hung, f"{{{STR}}}PrimaryMeasure"), "Ref", {"id": VALUE})
    for name in (VERSION, REASON):
        one = _attribute(attributes, name, "Conditional")
        Xml.SubElement(Xml.SubElement(one, f"{{{STR}}}AttributeRelationship"), f"{{{STR}}}None")
    measures = Xml.SubElement(parts, f"{{{STR}}}MeasureList", {"id": "MeasureDescriptor"})
    _identity(Xml.SubElement(measures, f"{{{STR}}}PrimaryMeasure", {"id": VALUE}), VALUE)


def _attribute(parent: Xml.Element, name: str, status: str) -> Xml.Element:
    one = Xml.SubElement(parent, f"{{{STR}}}Attribute", {"id": name, "assignmentStatus": status})
    _identity(one, name)
    return one


def _identity(parent: Xml.Element, concept: str) -> None:
    told = {"id": concept, "maintainableParentID": SCHEME, "maintainableParentVersion": STEADY, "agencyID": AGENCY}
    named = Xml.SubElement(parent, f"{{{STR}}}ConceptIdentity")
    Xml.SubElement(named, "Ref", told | _kind("Concept", "conceptscheme"))


def _enumerated(parent: Xml.Element, name: str, flow: Flow) -> None:
    local = Xml.SubElement(parent, f"{{{STR}}}LocalRepresentation")
    told = _reference(f"CL_{name}", _list_version(name, flow)) | _kind("Codelist", "codelist")
    Xml.SubElement(Xml.SubElement(local, f"{{{STR}}}Enumeration"), "Ref", told)


def _maintained(parent: Xml.Element, kind: str, name: str, version: str, words: Words) -> Xml.Element:
    told = {**_reference(name, version), "isFinal": "true"}
    one = Xml.SubElement(parent, f"{{{STR}}}{kind}", told)
    _names(one, words)
    return one


def _reference(name: str, version: str) -> dict[str, str]:
    return {"id": name, "agencyID": AGENCY, "version": version}


def _kind(kind: str, package: str) -> dict[str, str]:
    return {"class": kind, "package": package}


def _names(parent: Xml.Element, words: Words) -> None:
    for language, text in words._asdict().items():
        Xml.SubElement(parent, f"{{{COM}}}Name", {LANG: language}).text = text


def _written(root: Xml.Element) -> bytes:
    written: bytes = Xml.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written

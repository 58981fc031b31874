"""SDMX-JSON 2.0 data messages: figures by the places of their codes."""

from decimal import Decimal
from typing import Any, Final

import msgspec

from tenants.catalogue.vocabulary import Words
from tenants.statistics.cubes import Cube
from tenants.statistics.sdmx.names import (
    AGENCY,
    CONF_STATUS,
    CONF_STATUSES,
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

Json = dict[str, Any]
LANGUAGES: Final = ("vi", "en")


def as_sdmx_json(cube: Cube) -> bytes:
    """The cube as one data set of observations; one without a value has null there."""
    flow = Flow(cube)
    message = {
        "meta": {
            "id": f"{flow.id}_{cube.release.period}_{cube.release.version}",
            "test": False,
            "prepared": cube.release.published_at.isoformat(timespec="seconds"),
            "contentLanguages": list(LANGUAGES),
            "sender": {"id": AGENCY},
        },
        "data": {"structures": [_structure(flow)], "dataSets": [_data(flow)]},
    }
    return msgspec.json.encode(message)


def _named(words: Words) -> Json:
    return {"name": words.vi, "names": {"vi": words.vi, "en": words.en}}


def _structure(flow: Flow) -> Json:
    listed = [*((name, [_code(code) for code in codes]) for name, codes in flow.dimensions.items())]
    listed.append((TIME, [{"value": flow.cube.release.period}]))
    dimensions = [
        {"id": name, **_named(concept_words(name)), "keyPosition": at, "roles": [name], "values": values}
        for at, (name, values) in enumerate(listed)
    ]
    single = {VERSION: str(flow.cube.release.version), REASON: flow.reason}
    return {
        **_named(flow.words),
        "links": _links(flow),
        "dataSets": [0],
        "dimensions": {"observation": dimensions},
        "measures": {"observation": [{"id": VALUE, **_named(concept_words(VALUE)), "roles": [VALUE]}]},
        "attributes": {
            "dataSet": [
                {"id": name, **_named(concept_words(name)), "relationship": {"dataflow": {}},
                 "values": [{"value": value}]}
                for name, value in single.items()
            ],
            "observation": [
                {"id": name, **_named(concept_words(name)), "isMandatory": True,
                 "relationship": {"observation": {}},
                 "values": [{"id": code, **_named(words)} for code, words in codes.items()]}
                for name, codes in ((OBS_STATUS, OBS_STATUSES), (CONF_STATUS, CONF_STATUSES))
            ],
        },
    }  # fmt: skip


def _links(flow: Flow) -> list[Json]:
    return [{"urn": f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={flow.reference}", "rel": "dataflow"}]


def _code(code: Code) -> Json:
    told: Json = {"id": code.id, **_named(code.words)}
    return told if code.parent is None else {**told, "parent": code.parent}


def _data(flow: Flow) -> Json:
    places = [{code.id: at for at, code in enumerate(codes)} for codes in flow.dimensions.values()]
    obs, conf = list(OBS_STATUSES), list(CONF_STATUSES)
    observations = {}
    for cell in flow.cube.cells:
        figure = cell.figure
        codes = (code_of(member) for member in (*cell.key, cell.measure))
        key = ":".join([*(str(known[code]) for known, code in zip(places, codes, strict=True)), "0"])
        observations[key] = [
            None if figure.value is None else _number(figure.value),
            obs.index(figure.obs_status),
            conf.index(figure.conf_status),
        ]
    told = {"structure": 0, "action": "Replace", "links": _links(flow), "attributes": [0, 0]}
    return {**told, "observations": observations}


def _number(value: Decimal) -> msgspec.Raw:
    """A number digit for digit, not as the nearest binary one."""
    return msgspec.Raw(exact(value).encode())

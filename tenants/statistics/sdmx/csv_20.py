"""SDMX-CSV 2.0: one figure a line, all of them replacing what a reader had before."""

import csv
import io

from tenants.statistics.cubes import Cube
from tenants.statistics.sdmx.names import CONF_STATUS, OBS_STATUS, TIME, VALUE, Flow, code_of
from tenants.statistics.tables import exact


def as_sdmx_csv(cube: Cube) -> bytes:
    """The cube; a figure without a value says NaN, since readers stumble over an empty one."""
    flow = Flow(cube)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [*flow.dimensions, TIME, VALUE, OBS_STATUS, CONF_STATUS]
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *heads])
    for cell in cube.cells:
        figure = cell.figure
        value = "NaN" if figure.value is None else exact(figure.value)
        codes = [code_of(member) for member in (*cell.key, cell.measure)]
        told = [cube.release.period, value, figure.obs_status, figure.conf_status]
        writer.writerow(["dataflow", flow.reference, "R", *codes, *told])
    return out.getvalue().encode()

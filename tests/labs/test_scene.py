import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image as Pixels

from course_utils.labs.core import Scene, room_for, svg
from course_utils.labs.core.layout import rows
from course_utils.labs.core.marks import Label, Markers, Path
from course_utils.labs.core.panel import look_of, rest
from course_utils.labs.core.place import Frame, place, spread
from course_utils.labs.core.scene import round_limits
from course_utils.labs.core.still import png
from course_utils.labs.core.svg import SHAPES

FRAME = Frame(500, 300, (50, 20, 400, 200), (0, 10), (-1, 1))


def floats(*values):
    return np.array(values, dtype=float)


def placed(mark, frame=FRAME):
    return list(place([mark], frame))


def parsed(marks, frame=FRAME):
    return ET.fromstring(f"<g>{svg.fragment(place(marks, frame))}</g>")


def everything():
    """A scene with every kind of layer."""
    pic = Scene()
    pic.title("Two < three & more")
    ax = pic.axes("plot", x="x", y="y", xlim=(0, 4), ylim=(-2, 4), title="Plot", grid=True)
    ax.heat("heat", np.linspace(0, 1, 12).reshape(3, 4), (0, 4), (-2, 4))
    ax.band("band", 0, 1)
    ax.area("area", [0, 1, 2], [0, 0, 0], [1, 2, 1])
    ax.hline("hline", 0.5)
    ax.vline("vline", 2)
    ax.contour(
        "contour",
        np.arange(5),
        np.arange(-2, 5),
        np.add.outer(np.arange(7.0), np.arange(5.0)),
        [2, 6],
    )
    ax.curve("curve", [0, 1, np.nan, 2, 3], [0, 1, np.nan, 2, 3], "curve", dashed=True)
    ax.bars("bars", ["a", "b"], [1, -1], values=".1f")
    ax.arrow("arrow", [0, 1], [0, 2])
    for i, shape in enumerate(SHAPES):
        ax.points(shape, [i / 2], [3], shape if shape != "box" else "", shape=shape)
    ax.classes("classes", [[1, 2], [1, 2]], [[0, 1]])
    ax.text("text", 1, 1, "a < b")
    sheet = pic.axes("sheet", frame=False, equal=True)
    sheet.cells(
        "X",
        np.arange(6).reshape(2, 3),
        title="X (2, 3)",
        highlight=[[0, 1, 0], [0, 0, 0]],
        fill=[["blue", "none", "card"], ["none", "none", "none"]],
    )
    sheet.picture("photo", np.arange(27, dtype=np.uint8).reshape(3, 3, 3), (0, 3), (-6, -3))
    graph = pic.axes("graph", frame=False)
    graph.graph("graph", {"x": (0, 0, "x\n1"), "z": (2, 1, "z")}, [("x", "z")], highlight=["z"])
    return pic  # fmt: skip


def test_a_point_lands_where_the_axes_say():
    (mark,) = placed(Markers(floats(0, 10, 5), floats(-1, 1, 0)))
    np.testing.assert_allclose(mark.x, [50, 450, 250])
    np.testing.assert_allclose(mark.y, [220, 20, 120])


def test_a_click_gives_back_the_point():
    log = Frame(500, 300, (50, 20, 400, 200), (0.001, 10), (-1, 1), xlog=True)
    for frame, x, y in ((FRAME, 2.5, 0.3), (log, 0.02, -0.7)):
        across, down = frame.across(floats(x))[0], frame.down(floats(y))[0]
        assert frame.at(across, down) == pytest.approx((x, y))


def test_a_point_far_outside_or_not_positive_on_a_log_axis_stays_drawable():
    log = Frame(500, 300, (50, 20, 400, 200), (0.001, 10), (-1, 1), xlog=True)
    (mark,) = placed(Path(floats(0, -1, 1), floats(np.inf, -np.inf, 1e300)), log)
    assert np.isfinite(mark.x).all()
    assert np.isfinite(mark.y).all()


def test_an_arrow_ends_at_its_tip():
    shaft, head = placed(Path(floats(0, 10), floats(0, 0), arrow=True))
    assert (head.x[0], head.y[0]) == (450, 120)
    assert shaft.x[-1] < 450


def test_an_arrow_between_boxes_touches_neither():
    around = (40.0, 15.0)
    shaft, head = placed(Path(floats(0, 10), floats(-1, 1), arrow=True, trim=(around, around)))
    for x, y, centre in ((shaft.x[0], shaft.y[0], (50, 220)), (head.x[0], head.y[0], (450, 20))):
        beyond = abs(x - centre[0]) / 40, abs(y - centre[1]) / 15
        assert max(beyond) == pytest.approx(1)


def test_an_arrow_of_no_length_is_drawn_as_nothing_worse():
    shaft, _ = placed(Path(floats(1, 1), floats(0, 0), arrow=True))
    assert np.isfinite(shaft.x).all()


def test_names_of_curves_that_end_close_together_do_not_touch():
    names = [Label(floats(0, 10), floats(0, y), str(y)) for y in (0.01, 0.0, -0.01)]
    heights = sorted(float(label.y[0]) for label in spread(names, FRAME))
    assert np.diff(heights).min() >= 17


def test_the_name_of_a_curve_stands_where_it_leaves_the_axes():
    x = np.linspace(0, 10, 101)
    (label,) = spread([Label(x, x - 1, "steep")], FRAME)
    assert label.x[0] == pytest.approx(FRAME.across(floats(2.0))[0] + 8)
    assert list(spread([Label(x, x + 5, "outside")], FRAME)) == []


def test_a_gap_lifts_the_pen():
    (path,) = parsed([Path(floats(0, 1, np.nan, 2, 3), floats(0, 0, 0, 0, 0))])
    assert path.get("d").count("M") == 2
    assert "nan" not in path.get("d")


def test_two_layers_of_one_name_are_an_error():
    ax = Scene().axes("plot")
    ax.curve("line", [0, 1], [0, 1])
    with pytest.raises(ValueError, match="two layers called 'line'"):
        ax.curve("line", [0, 1], [1, 0])


def test_a_line_across_needs_limits():
    with pytest.raises(ValueError, match="give the panel 'plot' xlim and ylim"):
        Scene().axes("plot", xlim=(0, 1)).vline("here", 0.5)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        ([0, 37], (0, 40)),
        ([0.1, 0.69], (0, 0.8)),
        ([-3, 4], (-4, 4)),
        ([5, 5], (0, 6)),
        ([0], (0, 1)),
        ([-3], (-3, 0)),
        ([np.nan, np.inf, 1, 3], (1, 3)),
        ([], (0, 1)),
    ],
)
def test_limits_are_round_and_hold_the_data(data, limits):
    found = round_limits([np.array(data, dtype=float)])
    finite = [v for v in data if np.isfinite(v)]
    assert all(found[0] <= v <= found[1] for v in finite)
    assert found == pytest.approx(limits, rel=1e-6, abs=1e-12)
    assert found[0] < found[1]


def test_limits_of_a_growing_curve_change_seldom():
    seen = {round_limits([np.arange(float(n))]) for n in range(2, 1001)}
    assert len(seen) < 25


def test_room_for_a_growing_curve_comes_in_doublings():
    assert [room_for(n) for n in (0, 50, 51, 100, 101, 5000)] == [50, 50, 100, 100, 200, 6400]


def test_logarithmic_limits_are_decades():
    assert round_limits([floats(0.02, 30, -1, 0)], log=True) == (0.01, 100)


def test_one_side_of_the_limits_can_be_fixed():
    ax = Scene().axes("plot", ylim=(0, None))
    ax.curve("line", [0, 1], [0.3, 0.69])
    assert ax.limits()[1] == (0, pytest.approx(0.7))


def test_cells_stand_in_rows_from_the_top():
    pic = everything()
    words = [m for m in pic.panels["sheet"].layers["X"] if isinstance(m, Label)]
    places = {m.text: (m.x[0], m.y[0]) for m in words}
    assert places["0"] == (0.5, -0.5)
    assert places["5"] == (2.5, -1.5)
    assert {m.text for m in words if m.bold} == {"1", "X (2, 3)"}


def test_every_layer_becomes_wellformed_svg():
    for panels in rows(everything(), 1000):
        for axes, *size in panels:
            resting = rest(look_of(axes, *size))
            ET.fromstring(f'<svg xmlns:xlink="http://www.w3.org/1999/xlink">{resting.svg}</svg>')
            for marks in axes.layers.values():
                text = svg.fragment(place(marks, resting.frame))
                ET.fromstring(f"<g>{text}</g>")
                assert "nan" not in text
                assert "inf" not in text


def test_the_resting_part_takes_its_ink_from_the_page():
    axes, *size = rows(everything(), 1000)[0][0]
    drawn = rest(look_of(axes, *size)).svg
    assert "var(--lab-ink)" in drawn
    assert "#01" not in drawn
    assert "<text" in drawn
    assert "DejaVu" not in drawn


def test_panels_stand_side_by_side_or_below_each_other():
    pic = everything()
    assert [len(row) for row in rows(pic, 1200)] == [3]
    assert [len(row) for row in rows(pic, 500)] == [1, 1, 1]
    assert all(width <= 500 for row in rows(pic, 500) for _, width, _ in row)


def four(**declared):
    pic = Scene()
    for i in range(4):
        pic.axes(str(i), **declared)
    pic.below()
    pic.axes("below")
    return pic


def test_small_panels_wrap_in_rows_of_the_same_number():
    pic = four(small=True, ratio=1.0)
    assert [len(row) for row in rows(pic, 900)] == [4, 1]
    assert [len(row) for row in rows(pic, 600)] == [2, 2, 1]
    assert [len(row) for row in rows(pic, 300)] == [1, 1, 1, 1, 1]
    assert [height for (_, _, height), *_ in rows(pic, 600)] == [300, 300, 396]
    assert rows(pic, 1200)[0][0][2] == 300


def test_panels_below_do_not_stand_beside_those_above():
    assert [len(row) for row in rows(four(), 1600)] == [4, 1]
    assert [axes.name for row in rows(four(), 700) for axes, *_ in row] == list(four().panels)


@pytest.mark.parametrize("frame", [True, False])
def test_a_stacked_panel_is_not_taller_than_a_window(frame):
    pic = Scene()
    for name in ("one", "other"):
        pic.axes(name, ratio=1.1, frame=frame)
    assert [(width, height) for row in rows(pic, 640) for _, width, height in row] == [
        (640, 460)
    ] * 2


def test_small_panels_do_not_grow_tall():
    pic = Scene()
    pic.axes("alone", small=True, ratio=1.0)
    ((_, width, height),) = rows(pic, 900)[0]
    assert (width, height) == (760, 330)


def test_marks_of_a_panel_without_axes_stay_inside_it():
    axes, *size = rows(everything(), 500)[2][0]
    frame = rest(look_of(axes, *size)).frame
    for mark in place(axes.layers["graph"], frame):
        if isinstance(mark, Markers):
            assert (mark.x - mark.size[0]).min() >= 0
            assert (mark.x + mark.size[0]).max() <= frame.width
            assert (mark.y - mark.size[1]).min() >= 0
            assert (mark.y + mark.size[1]).max() <= frame.height


def test_the_still_is_a_png_and_the_same_on_every_call():
    pic = everything()
    first = png(pic)
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert png(pic) == first


def test_a_heat_map_has_its_first_row_at_the_bottom_in_page_and_still():
    pic = Scene()
    pic.axes("sheet", frame=False).heat("belief", [[0.0, 0.0], [1.0, 1.0]], (0, 1), (0, 1))
    (image,) = pic.panels["sheet"].layers["belief"]
    assert image.pixels.tolist() == [[255, 255], [0, 0]]
    still = np.asarray(Pixels.open(io.BytesIO(png(pic))).convert("RGB")).astype(int)
    middle = still.shape[1] // 2
    red_minus_blue = still[:, middle, 0] - still[:, middle, 2]
    assert red_minus_blue[still.shape[0] // 4] > 50
    assert red_minus_blue[3 * still.shape[0] // 4] < -50


def test_equal_marks_are_recognised_and_changed_ones_are_not():
    one = Path(floats(1, np.nan), floats(1, 2))
    assert one.same_as(Path(floats(1, np.nan), floats(1, 2)))
    assert not one.same_as(Path(floats(1, np.nan), floats(1, 3)))
    assert not one.same_as(Path(floats(1, np.nan), floats(1, 2), "quiet"))
    assert not one.same_as(Markers(floats(1, np.nan), floats(1, 2)))

import asyncio
import gc
import threading
import time

import pytest

from course_utils.labs.core import Numbers, Stepper, slider
from course_utils.labs.core import view as view_module
from course_utils.labs.core.cells import Cells
from course_utils.labs.core.clock import CLOCK, PERIOD, Clock
from tests.labs.samples import Growing


class Endless(Stepper):
    """Counts; each step may take a while."""

    plays = True
    takes = slider(0.0, 0, 1, "seconds a step")

    def run(self):
        n = 0
        while True:
            yield Numbers(n=n)
            time.sleep(self.takes)
            n += 1

    def steps_per_second(self):
        return 1000.0

    def draw(self, pic, n):
        pic.title(f"{n.n}")

    def say(self, n):
        return f"{n.n} steps."

    def code(self):
        return f"n = {self.steps}"


class Failing(Endless):
    """Fails at the third step."""

    def run(self):
        for n in range(3):
            yield Numbers(n=n)
        raise RuntimeError("the third step is broken")


async def until(condition, seconds=5.0):
    """Lets the clock run until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        await asyncio.sleep(0.001)


def clock_tasks():
    return [t for t in asyncio.all_tasks() if t.get_coro().__qualname__ == "Clock._run"]


@pytest.fixture(autouse=True)
def _nothing_is_left_playing():
    yield
    assert not CLOCK._due


def test_playing_steps_and_pausing_stops_at_once():
    async def scene():
        lab = Endless().play()
        await until(lambda: lab.steps > 20)
        lab.pause()
        stopped = lab.steps
        await asyncio.sleep(3 * PERIOD)
        assert lab.steps == stopped
        assert not lab.playing

    asyncio.run(scene())


def test_all_labs_share_one_task_and_it_ends_when_nothing_plays():
    async def scene():
        labs = [Endless().play() for _ in range(3)]
        await until(lambda: all(lab.steps for lab in labs))
        assert len(clock_tasks()) == 1
        for lab in labs:
            lab.pause()
        await until(lambda: not clock_tasks())

    asyncio.run(scene())


def test_playing_twice_is_playing_once():
    async def scene():
        lab = Endless().play().play()
        await until(lambda: lab.steps > 0)
        assert len(clock_tasks()) == 1
        assert len(CLOCK._due) == 1
        lab.pause()

    asyncio.run(scene())


def test_a_lab_can_be_paused_and_played_again():
    async def scene():
        lab = Endless().play()
        await until(lambda: lab.steps > 5)
        before = lab.pause().steps
        lab.play()
        await until(lambda: lab.steps > before + 5)
        lab.pause()

    asyncio.run(scene())


class Listener:
    """A player that notes what it is asked and makes one step each time."""

    finished = False

    def __init__(self):
        self.asked = []

    def steps_per_second(self):
        return 1000.0

    def advance(self, n, seconds):
        self.asked.append((n, seconds))
        return min(n, 1)

    def tick(self):
        pass

    def stopped(self, trouble=None):
        pass


def test_steps_leave_more_than_half_of_the_time_to_others():
    async def scene():
        clock, players = Clock(), [Listener(), Listener()]
        for player in players:
            clock.start(player)
        await until(lambda: all(len(player.asked) > 3 for player in players))
        for player in players:
            clock.stop(player)
        assert sum(max(s for _, s in player.asked) for player in players) < PERIOD / 2

    asyncio.run(scene())


def test_a_step_that_takes_long_ends_the_turn():
    lab = Endless(takes=0.02)
    assert lab.advance(1000, seconds=0.05) <= 4
    assert lab.advance(1000, seconds=0.0) == 1


def test_a_machine_that_is_too_slow_does_not_catch_up():
    async def scene():
        clock, slow = Clock(), Listener()
        clock.start(slow)
        await until(lambda: len(slow.asked) > 8)
        clock.stop(slow)
        assert max(n for n, _ in slow.asked) <= 2 * PERIOD * 1000 + 1

    asyncio.run(scene())


def test_the_pace_is_the_one_asked_for():
    async def scene():
        lab = Growing(rate=1).play()  # 25 steps a second
        began = time.perf_counter()
        await until(lambda: lab.steps >= 10)
        took = time.perf_counter() - began
        lab.pause()
        assert took > 0.25

    asyncio.run(scene())


def test_a_run_that_ends_stops_the_clock():
    async def scene():
        lab = Growing(last=3).play()
        await until(lambda: not lab.playing)
        assert lab.finished
        assert lab.steps == 3
        await until(lambda: not clock_tasks())

    asyncio.run(scene())


def test_a_divergence_stops_the_clock_and_is_told():
    async def scene():
        lab = Growing(rate=1e200).play()
        await until(lambda: not lab.playing)
        assert "Step 2 left the range of numbers" in repr(lab)

    asyncio.run(scene())


def test_an_exception_surfaces_where_nobody_watches():
    async def scene():
        Failing().play()
        await asyncio.sleep(0)
        with pytest.raises(RuntimeError, match="the third step is broken"):
            await CLOCK.task

    asyncio.run(scene())


def test_an_exception_is_shown_and_other_labs_play_on(watch):
    async def scene():
        good, bad = Endless(), Failing()
        seen = watch(bad)
        good.play()
        bad.play()
        await until(lambda: not bad.playing)
        seen.paints()
        assert "the third step is broken" in seen.words["trouble"]
        assert "Stopped by RuntimeError('the third step is broken')." in repr(bad)
        assert "Stopped" not in repr(bad.reset())
        before = good.steps
        await until(lambda: good.steps > before)
        good.pause()

    asyncio.run(scene())


def test_play_without_an_event_loop_says_what_to_do_instead():
    with pytest.raises(RuntimeError, match=r"use step\(100\)"):
        Endless().play()


def test_a_button_pressed_in_another_thread_plays_in_the_clock_s_own_loop():
    async def scene():
        clock = Clock()
        clock.settle()
        lab = Endless()
        thread = threading.Thread(target=clock.start, args=(lab,))
        thread.start()
        thread.join()
        await until(lambda: lab.steps > 0)
        assert clock.task.get_loop() is asyncio.get_running_loop()
        clock.stop(lab)

    asyncio.run(scene())


def test_a_pause_that_another_thread_brings_in_the_midst_of_a_step_is_kept():
    class Long(Listener):
        def advance(self, n, seconds):
            self.pause = threading.Thread(target=clock.stop, args=(self,))
            self.pause.start()
            self.pause.join(0.05)
            return super().advance(n, seconds)

    async def scene():
        player = Long()
        clock.start(player)
        await until(lambda: hasattr(player, "pause") and not player.pause.is_alive())
        assert player not in clock

    clock = Clock()
    asyncio.run(scene())


def test_a_lab_whose_page_is_gone_stops(watch):
    async def scene():
        lab = Endless()
        seen = watch(lab)
        lab.play()
        await until(lambda: lab.steps > 0)
        seen.says("gone")
        assert not lab.playing

    asyncio.run(scene())


def test_a_lab_that_nobody_paints_stops(watch, monkeypatch):
    monkeypatch.setattr(view_module, "PATIENCE", 0.15)

    async def scene():
        lab = Endless()
        watch(lab)
        lab.play()
        await until(lambda: not lab.playing)

    asyncio.run(scene())


def test_frames_wait_for_paint_while_training_goes_on(watch):
    async def scene():
        lab = Endless()
        seen = watch(lab)
        before = len(seen.messages)
        lab.play()
        await until(lambda: len(seen.messages) == before + 2)
        count, steps = len(seen.messages), lab.steps
        await until(lambda: lab.steps > steps + 50)
        assert len(seen.messages) == count
        seen.paints()
        assert len(seen.messages) == count + 1
        lab.pause()

    asyncio.run(scene())


def test_a_frame_of_training_is_one_message(watch):
    """Anything more, such as a button that is set twice, costs the browser a layout each."""
    lab = Endless()
    seen = watch(lab)
    sent = []
    for widget in (*seen.view.buttons.values(), *seen.view.controls.values(), seen.view.picture):
        widget.observe(sent.append)

    async def scene():
        lab.play()
        await until(lambda: lab.steps > 0)
        seen.paints()
        sent.clear()
        for _ in range(5):
            before = lab.steps
            await until(lambda before=before: lab.steps > before)
            seen.paints()
        assert not sent
        lab.pause()

    asyncio.run(scene())


def test_play_and_pause_share_a_button(watch):
    async def scene():
        lab = Endless()
        seen = watch(lab)
        button = seen.view.buttons["play"]
        assert button.description == "Play"
        button.click()
        assert lab.playing
        seen.paints()
        assert button.description == "Pause"
        assert seen.view.buttons["step"].disabled
        button.click()
        seen.paints()
        assert not lab.playing
        assert button.description == "Play"

    asyncio.run(scene())


def test_closing_stops(watch):
    async def scene():
        lab = Endless()
        watch(lab)
        lab.play()
        await until(lambda: lab.steps > 0)
        lab.close()
        assert not lab.playing

    asyncio.run(scene())


def test_endless_playing_leaves_no_heap_of_objects(watch):
    """Ten thousand steps and two hundred frames later there are about as many objects as before."""
    lab = Growing(rate=1)
    seen = watch(lab)

    def play(frames):
        for _ in range(frames):
            lab.advance(25)
            lab.tick()
            seen.paints()
            seen.messages.clear()
            seen.messages.append({"frame": seen.view._sent, "words": {}})

    play(100)
    gc.collect()
    before = len(gc.get_objects())
    play(200)
    gc.collect()
    assert len(gc.get_objects()) - before < 500


# -- running a cell again ------------------------------------------------------------------------


def request(run, cell=None, code="labs.endless()"):
    metadata = {"cellId": cell} if cell else {}
    return {"header": {"msg_id": run}, "metadata": metadata, "content": {"code": code}}


class Door:
    """Something that can be closed."""

    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


def test_running_a_cell_again_closes_its_old_labs():
    cells, old, other, new = Cells(), Door(), Door(), Door()
    cells.show(old, request("1", cell="a"))
    cells.show(other, request("2", cell="b"))
    cells.show(new, request("3", cell="a"))
    assert (old.closed, other.closed, new.closed) == (True, False, False)


def test_two_labs_of_one_run_live_side_by_side():
    cells, first, second = Cells(), Door(), Door()
    cells.show(first, request("1", cell="a"))
    cells.show(second, request("1", cell="a"))
    assert not first.closed
    cells.show(Door(), request("2", cell="a"))
    assert first.closed
    assert second.closed


def test_showing_the_same_lab_again_keeps_it():
    cells, lab = Cells(), Door()
    cells.show(lab, request("1", cell="a"))
    cells.show(lab, request("2", cell="a"))
    assert not lab.closed


def test_a_lab_that_another_cell_shows_too_is_kept():
    cells, lab = Cells(), Door()
    cells.show(lab, request("1", cell="a"))
    cells.show(lab, request("2", cell="b"))
    cells.show(Door(), request("3", cell="a"))
    assert not lab.closed


def test_without_cell_ids_the_source_tells_the_cell():
    cells, old, other = Cells(), Door(), Door()
    cells.show(old, request("1"))
    cells.show(other, request("2", code="labs.other()"))
    cells.show(Door(), request("3"))
    assert (old.closed, other.closed) == (True, False)


def test_outside_a_kernel_nothing_is_closed():
    cells, first = Cells(), Door()
    cells.show(first, None)
    cells.show(Door(), None)
    assert not first.closed


def test_the_recipe_of_a_divergence_leads_there_again():
    lab = Growing(rate=1e100).step(10)
    assert lab.lesson
    assert lab.recipe() == "labs.growing(rate=1e+100).step(4)"
    assert repr(eval(lab.recipe().replace("labs.growing", "Growing"))) == repr(lab)

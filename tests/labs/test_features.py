"""What a unit responds to: the learner's own network, the pictures at both ends, the climb."""

import numpy as np
import pytest

from course_utils import datasets
from course_utils.labs.features import FeatureLab
from course_utils.labs.units import (
    PICTURES,
    STEPS,
    climb,
    explained_by_class,
    photographs_file,
    slope,
    starts,
    subject_of,
    trained,
)
from course_utils.nn import LogisticRegression, Network


@pytest.fixture(scope="module")
def own():
    """A small network of a learner, on digits, with tanh in front of ReLU."""
    net = Network([64, 7, 5, 1], activations=("tanh", "relu", "sigmoid"), rng=3)
    known, _ = datasets.digits_even_odd().split()
    net.fit(known.X, known.Y, 0.01, 80, optimizer="adam", batch_size=64)
    return net


def params(*layer_dims):
    return Network(layer_dims, hidden="relu", rng=1).params


# -- the arithmetic


@pytest.mark.parametrize("activations", [("tanh", "relu"), ("gelu", "sigmoid"), ("prelu", "elu")])
@pytest.mark.parametrize("layer", [1, 2, 3])
def test_the_slope_of_a_unit_is_that_of_finite_differences(activations, layer):
    net, rng = (
        Network([6, 5, 4, 3], (*activations, "identity"), loss="squared", rng=2),
        rng_of(layer),
    )
    X, nudge = rng.standard_normal((6, 4)), 1e-6 * rng.standard_normal((6, 4))
    ahead, behind = (net.trace(X + d)[layer - 1].Z[1] for d in (nudge, -nudge))
    along = (slope(net, X, layer, 1) * nudge).sum(axis=0)
    assert np.allclose(ahead - behind, 2 * along, atol=1e-12)


def rng_of(seed):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_a_climb_goes_up_and_stays_among_possible_pictures(own, layer):
    subject = subject_of(own, None, "relu")
    X, z = climb(subject, layer, 0)
    assert X.shape == (STEPS + 1, 64, 4)
    assert np.array_equal(X[0], starts(subject, layer, 0))
    assert (z[-1] > z[0]).all()
    low, high = subject.range
    assert low <= X.min() and X.max() <= high  # noqa: PT018
    assert np.linalg.norm(X[1:], axis=1).max() <= subject.norm * (1 + 1e-12)
    assert np.allclose(z[30], own.trace(X[30])[layer - 1].Z[0])


def test_a_climb_does_not_begin_where_nothing_can_be_felt():
    given = {k: v.copy() for k, v in params(64, 3, 1).items()}
    given["b1"] -= 1000  # no ReLU ever wakes
    X, z = climb(subject_of(given, None, "relu"), 2, 0)
    assert (z[-1] == z[0]).all()
    assert np.isfinite(X).all()


def test_what_the_class_explains_is_all_nothing_or_a_known_share():
    Y = np.array([[0, 0, 1, 1]])
    A = np.array([[2.0, 2, 5, 5], [1, -1, 1, -1], [3, 3, 3, 3], [0, 2, 2, 4]])
    assert explained_by_class(A, Y) == pytest.approx([1, 0, 0, 0.5])


# -- the learner's own


def test_a_network_and_its_parameters_say_the_same(own):
    relu = Network([128, 6, 1], hidden="relu", rng=5)
    for lab in (FeatureLab(relu, unit=4), FeatureLab(dict(relu.params), unit=4)):
        n = lab.model()
        assert np.allclose(n.weights, relu.params["W1"][3])
        assert np.allclose(n.Z, relu.trace(lab.subject.data.X)[0].Z[3])
        assert "This is your network, 128-6-1" in repr(lab)
    assert FeatureLab(own).subject.what == "digits"


def test_hidden_layers_of_a_dict_are_what_the_learner_says():
    given = params(64, 4, 1)
    kinds = {
        h: FeatureLab(given, hidden=h).subject.net.activations[0].name for h in ("relu", "tanh")
    }
    assert kinds == {"relu": "relu", "tanh": "tanh"}


def test_training_on_afterwards_does_not_change_what_the_lab_shows():
    net = Network([64, 4, 1], rng=0)
    lab = FeatureLab(net)
    before = repr(lab)
    net.params["W1"][...] = 0
    assert repr(lab) == before


def test_logistic_regression_is_a_network_too():
    n = FeatureLab(LogisticRegression(64)).model()
    assert n.weights.shape == (64,)


def test_ten_outputs_are_asked_about_the_ten_digits():
    lab = FeatureLab(params(64, 8, 10), layer=2, unit=4)
    assert lab.subject.data.classes == tuple("0123456789")
    assert [a.name for a in lab.subject.net.activations] == ["relu", "softmax"]


def test_pictures_of_ones_own_are_shown_for_a_network_of_their_size():
    pictures = datasets.digits_even_odd().take(range(40))
    lab = FeatureLab(params(64, 3, 1), data=pictures)
    assert lab.subject.data is pictures
    assert lab.recipe() == "labs.feature_lab(params, data=digits_even_odd)"


def test_the_recipe_names_the_network_by_its_usual_name(own):
    assert FeatureLab(own, layer=2).recipe() == "labs.feature_lab(net, layer=2)"
    assert FeatureLab(own).recipe() == "labs.feature_lab(net)"
    given = FeatureLab(params(64, 3, 1), hidden="tanh", unit=2)
    assert given.recipe() == "labs.feature_lab(params, hidden='tanh', unit=2)"
    assert "pictures" in FeatureLab(own).idle()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([1, 2], "takes an nn.Network or a dict of parameters .* type list"),
        ({}, "this one holds nothing"),
        ({"w": np.zeros((1, 64))}, "holds W1, b1, .* this one holds w"),
        (params(12288, 3, 1), r"has 12288 inputs.*128 \(digit pairs\), 64 \(digits\).*data="),
        (params(64, 3, 4), "4 outputs, but .* has 2 classes"),
        ({"W1": np.zeros(64), "b1": np.zeros((1, 1))}, r"W1 has shape \(64,\)"),
        ({**params(64, 3, 1), "b1": np.zeros(3)}, r"b1 .*\(3, 1\)"),
        ({**params(64, 3, 1), "W2": np.zeros((1, 5))}, r"W2 has shape \(1, 5\).*\(1, 3\)"),
        ({**params(64, 3), "W3": np.zeros((1, 3))}, "not expected: W3"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_answered_with_a_sentence(given, said):
    with pytest.raises(ValueError, match=said):
        FeatureLab(given)


def test_pictures_that_do_not_fit_are_answered_with_a_sentence():
    with pytest.raises(ValueError, match="must be grey pictures"):
        FeatureLab(params(30, 1), data=datasets.breast_cancer())
    with pytest.raises(ValueError, match="12 inputs, the pictures have 64 pixels"):
        FeatureLab(params(12, 1), data=datasets.digits_even_odd())
    with pytest.raises(ValueError, match="Pictures alone are not enough"):
        FeatureLab(data=datasets.digits_even_odd())


# -- what there is to see


def test_the_pictures_at_both_ends_are_those_with_the_most_and_the_least_z(own):
    n = FeatureLab(own, layer=2, unit=3).model()
    ordered = np.sort(n.Z)
    assert np.array_equal(n.Z[n.most], ordered[::-1][:6])
    assert np.array_equal(n.Z[n.least], ordered[:6])


def test_the_networks_of_the_lab_are_good_at_pictures_they_have_not_seen():
    least = {"digit_pairs": 0.85, "digits": 0.95, "photographs": 0.9}
    for name in PICTURES:
        subject = trained(name)
        assert subject.net.accuracy(subject.data.X, subject.data.Y) > least[name]


def test_for_digit_pairs_no_unit_of_the_first_layer_knows_the_class_and_later_layers_do():
    best = [share.max() for share in trained("digit_pairs").explained]
    assert best[0] < 0.15 < best[1] < best[2]
    assert best[2] > 0.5


def test_photographs_are_offered_where_scikit_image_is_and_only_there():
    assert ("photographs" in PICTURES) == (photographs_file() is not None)


def test_a_silent_unit_is_called_silent():
    given = {k: v.copy() for k, v in params(64, 3, 1).items()}
    given["b1"][1] -= 1000
    assert "unit 2 of 3 is silent" in repr(FeatureLab(given, unit=2))
    assert "silent" not in repr(FeatureLab(given, unit=1))


def test_layers_and_units_beyond_the_last_mean_the_last(own):
    n = FeatureLab(own, layer=8, unit=200).model()
    assert (n.layer, n.unit) == (3, 0)


def test_a_click_on_a_bar_and_the_button_go_one_layer_down(own):
    lab = FeatureLab(own, layer=3)
    lab.click("weights", 4.2, 0.1)
    assert (lab.layer, lab.unit) == (2, 4)
    lab.strongest_input()
    assert (lab.layer, lab.unit) == (1, int(np.abs(own.params["W2"][3]).argmax()) + 1)
    lab.strongest_input()
    lab.click("weights", 2.0, 0.1)
    assert lab.layer == 1


@pytest.mark.parametrize(
    "values", [{}, {"layer": 2, "unit": 3}, {"pictures": "digits", "layer": 3}]
)
def test_the_shown_code_makes_the_same_climb(values):
    lab, names = FeatureLab(**values, steps=9), {"np": np}
    exec(lab.code(), names)
    n = lab.model()
    assert np.allclose(names["x"][:, 0], n.climbed[:, 0])
    assert list(names["most"]) == list(n.most)


def test_it_says_what_such_a_network_does_not_show():
    lab = FeatureLab(pictures="digits")
    for said in (repr(lab), lab.sheet()):
        assert "shows no edges, parts and objects layer by layer" in said

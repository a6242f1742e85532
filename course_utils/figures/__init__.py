"""Pictures for the pages: each returns its figure together with its alternative text."""

from course_utils.figures import theme
from course_utils.figures.images import channels, image_gallery, photograph
from course_utils.figures.picture import Picture
from course_utils.figures.plane import boundary, curves
from course_utils.figures.predictions import feature_by_class, probabilities_by_class
from course_utils.figures.training import accuracy_spread, cost_curves, spreads
from course_utils.figures.weights import units_as_images, weights_as_bars, weights_as_image

__all__ = [
    "Picture",
    "accuracy_spread",
    "boundary",
    "channels",
    "cost_curves",
    "curves",
    "feature_by_class",
    "image_gallery",
    "photograph",
    "probabilities_by_class",
    "spreads",
    "theme",
    "units_as_images",
    "weights_as_bars",
    "weights_as_image",
]

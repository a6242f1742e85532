"""From pictures to columns: `unroll` and `make_X`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import Image, sizes
from ..inputs import images as pictures
from ..returns import array

# --- W2-01a ----------------------------------------------------------------------------------


@exercise("W2-01a", points=3, returns=array("(h*w*3, 1)"), lines=2)
def unroll(image: Image) -> Any:
    """x = [all red values; all green values; all blue values], one below the other

    image: (h, w, 3), the colour channel last. Within a channel, go through the picture row by row.
    Returns a column of shape (h*w*3, 1).
    """
    return image.transpose(2, 0, 1).reshape(-1, 1)


@unroll.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        h, w = rng.choice([2, 4, 5, 6], size=2, replace=False)
        yield {"image": pictures(rng, h, w, 3)}


unroll.example(image=np.arange(12).reshape(2, 2, 3))


@unroll.misconception(
    "Red, green and blue alternate here: reshape reads one pixel after the other. The result is "
    "also a view, so that writing into it changes the picture. Bring the channel axis to the "
    "front first, then reshape: that makes a new array."
)
def interleaved_view(image: Image) -> Any:
    return image.reshape(-1, 1)


@unroll.misconception(
    "Red, green and blue alternate here: the values are read one pixel after the other. All red "
    "values come first, then all green, then all blue: bring the channel axis to the front before "
    "you unroll."
)
def interleaved(image: Image) -> Any:
    return image.flatten()[:, np.newaxis]


@unroll.misconception(
    "The order is right, but the result is a rank-1 array, neither a row nor a column. Ask for "
    "the column: `reshape(-1, 1)`."
)
def rank_1(image: Image) -> Any:
    return image.transpose(2, 0, 1).flatten()


@unroll.misconception(
    "flatten reads one pixel after the other, so red, green and blue alternate, and it leaves a "
    "rank-1 array. Bring the channel axis to the front, then `reshape(-1, 1)`."
)
def flattened(image: Image) -> Any:
    return image.flatten()


@unroll.misconception(
    "The order is right, and the values lie in a row, (1, n). One example is a column: "
    "`reshape(-1, 1)`."
)
def in_a_row(image: Image) -> Any:
    return image.transpose(2, 0, 1).reshape(1, -1)


@unroll.misconception(
    "The values lie in a row, and red, green and blue alternate. Bring the channel axis to the "
    "front, then make a column with `reshape(-1, 1)`."
)
def interleaved_in_a_row(image: Image) -> Any:
    return image.reshape(1, -1)


@unroll.misconception(
    "Each channel is read down its columns here, as `order='F'` or `.T` would do. Keep the "
    "channels in front and the rows before the columns: `transpose(2, 0, 1)`."
)
def column_by_column(image: Image) -> Any:
    return image.reshape(-1, 1, order="F")


@unroll.misconception(
    "The channels are joined side by side, so that one row of red is followed by one row of "
    "green. Unroll each channel on its own and join them end to end: `axis=0`."
)
def joined_side_by_side(image: Image) -> Any:
    channels = [image[:, :, 0], image[:, :, 1], image[:, :, 2]]
    return np.concatenate(channels, axis=1).reshape(-1, 1)


@unroll.misconception(
    "The channels are stacked, but not unrolled: each one still has its rows and columns. "
    "Reshape the stack into one column."
)
def stacked_pictures(image: Image) -> Any:
    return np.vstack([image[:, :, 0], image[:, :, 1], image[:, :, 2]])


@unroll.misconception(
    "This has one row per pixel and a column for each colour. Put the three columns below each "
    "other, red on top."
)
def one_column_per_colour(image: Image) -> Any:
    return image.reshape(-1, 3)


@unroll.misconception(
    "This has one row per colour. Put everything in one column: `reshape(-1, 1)`."
)
def one_row_per_colour(image: Image) -> Any:
    return image.transpose(2, 0, 1).reshape(3, -1)


@unroll.misconception("Only the red channel is unrolled. Green and blue belong below it.")
def red_only(image: Image) -> Any:
    return image[:, :, 0].reshape(-1, 1)


@unroll.misconception(
    "The colours are averaged to grey. All three channels are kept: 3 numbers per pixel."
)
def grey(image: Image) -> Any:
    return image.mean(axis=2).reshape(-1, 1)


@unroll.misconception("Blue comes first here. The order is red, green, blue: channels 0, 1, 2.")
def blue_first(image: Image) -> Any:
    return image[:, :, ::-1].transpose(2, 0, 1).reshape(-1, 1)


@unroll.misconception(
    "The order is right, and the values are divided by 255 as well. Scaling comes later; here the "
    "numbers only change their places."
)
def scaled(image: Image) -> Any:
    return image.transpose(2, 0, 1).reshape(-1, 1) / 255


@unroll.right_too
def three_channels_joined(image: Image) -> Any:
    red, green, blue = image[:, :, 0], image[:, :, 1], image[:, :, 2]
    return np.concatenate([red.ravel(), green.ravel(), blue.ravel()]).reshape(-1, 1)


@unroll.right_too
def stacked_columns(image: Image) -> Any:
    return np.vstack([image[:, :, c].reshape(-1, 1) for c in range(3)])


@unroll.right_too
def three_loops(image: Image) -> Any:
    h, w, c = image.shape
    x = np.zeros((h * w * c, 1))
    k = 0
    for channel in range(c):
        for row in range(h):
            for column in range(w):
                x[k, 0] = image[row, column, channel]
                k += 1
    return x


@unroll.right_too
def with_moveaxis(image: Image) -> Any:
    return np.moveaxis(image, -1, 0).flatten()[:, np.newaxis]


@unroll.right_too
def with_dsplit(picture: Image) -> Any:
    return np.concatenate([part.flatten() for part in np.dsplit(picture, 3)])[:, None].astype(float)


unroll.hints(
    "`image[:, :, 0]` is the red channel, of shape (h, w). What comes after all of its values?",
    "Either bring the channel axis to the front before you reshape, or unroll the three channels "
    "one at a time and put them below each other.",
    "`np.transpose(image, (2, 0, 1))` has the channel first. What is its shape, and in which "
    "order does reshape read it?",
)


# --- W2-01b ----------------------------------------------------------------------------------


@exercise("W2-01b", points=3, returns=array("(n_x, m)", floating=True), lines=2)
def make_X(images: Image) -> Any:
    """X = [x^(1) x^(2) ... x^(m)], one image per column

    images: (m, h, w, c), whole numbers from 0 to 255. Column i holds image i in numpy's own order,
    so that X[:, i].reshape(h, w, c) is the image again. Returns floats, shape (h*w*c, m).
    """
    return images.reshape(images.shape[0], -1).T.astype(float)


@make_X.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for channels in (3, 4):
        h, w, m = sizes(rng, 3, least=2)
        yield {"images": pictures(rng, m, h, w, channels)}


make_X.example(images=np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3))


@make_X.misconception(
    "The shape is right and the content is scrambled: every column holds pieces of several "
    "images. reshape fills rows first, so make one row per image, `reshape(m, -1)`, and then "
    "transpose."
)
def scrambled(images: Image) -> Any:
    return images.reshape(-1, images.shape[0]).astype(float)


@make_X.misconception(
    "Every image is a row here. In this course examples go in columns: transpose with `.T`."
)
def examples_in_rows(images: Image) -> Any:
    return images.reshape(images.shape[0], -1).astype(float)


@make_X.misconception(
    "All images are strung together in one long array. Keep one column per image: `reshape(m, "
    "-1)` first, then transpose."
)
def everything_flat(images: Image) -> Any:
    return images.flatten().astype(float)


@make_X.misconception(
    "All images stand below each other in one column. Keep one column per image: `reshape(m, -1)` "
    "first, then transpose."
)
def one_long_column(images: Image) -> Any:
    return images.reshape(-1, 1).astype(float)


@make_X.misconception(
    "The pixels are unrolled and the colours still have an axis of their own. Everything that "
    "belongs to one image goes into one column: `reshape(m, -1)`."
)
def colours_left_over(images: Image) -> Any:
    m, h, w, c = images.shape
    return images.reshape(m, h * w, c).astype(float)


@make_X.misconception(
    "Places and values are right, and the numbers are still bytes (uint8), which start again at 0 "
    "after 255: 200 + 100 would give 44. Make floats of them with `.astype(float)`."
)
def still_bytes(images: Image) -> Any:
    return images.reshape(images.shape[0], -1).T


@make_X.misconception(
    "The values went through a signed byte, so everything above 127 has become negative. Go from "
    "uint8 to float directly: `.astype(float)`."
)
def wrapped(images: Image) -> Any:
    return images.reshape(images.shape[0], -1).T.astype(np.int8).astype(float)


@make_X.misconception(
    "The columns are right, and the values are divided by 255 as well. Scaling comes later; here "
    "X holds the pixels as they are."
)
def scaled_too(images: Image) -> Any:
    return images.reshape(images.shape[0], -1).T / 255


@make_X.misconception(
    "Each column holds its image with all reds first, as `unroll` does. That order works too, as "
    "long as it is the same for every image; this function promises that `X[:, i].reshape(h, w, "
    "c)` gives the image back, so keep numpy's own order: `reshape(m, -1)`."
)
def channel_by_channel(images: Image) -> Any:
    return images.transpose(3, 1, 2, 0).reshape(-1, images.shape[0]).astype(float)


@make_X.misconception(
    "Every image is read down its columns, colour by colour: that is what `order='F'` does, and "
    "`.T` on all four axes before reshape. Unroll first with `reshape(m, -1)`, then transpose."
)
def fortran_order(images: Image) -> Any:
    return images.reshape(images.shape[0], -1, order="F").T.astype(float)


@make_X.misconception(
    "The size 64 x 64 x 3 is written into the code. Take it from `images.shape`, or let numpy "
    "work it out: `reshape(m, -1)`."
)
def always_64(images: Image) -> Any:
    return images.reshape(images.shape[0], 64 * 64 * 3).T.astype(float)


@make_X.misconception("This is the first image alone. X has one column for each of the m images.")
def first_image_only(images: Image) -> Any:
    return images[0].reshape(-1, 1).astype(float)


@make_X.right_too
def column_after_column(images: Image) -> Any:
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(m):
        X[:, i] = images[i].ravel()
    return X


@make_X.right_too
def with_stack(images: Image) -> Any:
    return np.stack([image.reshape(-1) for image in images], axis=1) * 1.0


@make_X.right_too
def list_of_rows(images: Image) -> Any:
    rows = [image.flatten() for image in images]
    return np.array(rows, dtype=float).T


@make_X.right_too
def floats_first(photographs: Image) -> Any:
    X = photographs.astype(np.float32)
    return np.transpose(X.reshape(len(X), -1))


@make_X.right_too
def joined_columns(images: Image) -> Any:
    return np.hstack([image.reshape(-1, 1) / 1 for image in images])


make_X.hints(
    "What is `images[0].reshape(-1)`, and where in X should it stand?",
    "First make one row per image; rows become columns in one more step.",
    "`images.reshape(m, -1)` has shape (m, h*w*c). Then turn it, and make floats of it with "
    "astype.",
)

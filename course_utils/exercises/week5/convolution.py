"""A layer with few weights, used everywhere: `convolve`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array


@exercise("S3-03", points=5, returns=array("(rows, columns)"), lines=8)
def convolve(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    """out_ij = sum over u, v of kernel_uv * image[i stride + u dilation, j stride + v dilation]

    image: (h, w). kernel: (k_h, k_w). stride, dilation: whole numbers, 1 or more. Returns an array
    with every place at which the kernel lies inside the image, and no other:
    (h - (k_h - 1) dilation - 1) // stride + 1 rows, and columns likewise. The kernel is not turned
    round, as is usual in networks.
    """
    reach = [(k - 1) * dilation + 1 for k in kernel.shape]
    windows = sliding_window_view(image, reach)[::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("ijuv,uv->ij", windows, kernel)


@convolve.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    yield _drawn(rng, (7, 8), (3, 2), 1, 1)
    yield _drawn(rng, (9, 7), (2, 3), 1, 1)
    yield Case(_drawn(rng, (9, 10), (3, 2), 2, 1), "stride 2")
    yield Case(_drawn(rng, (8, 12), (2, 3), 3, 1), "stride 3, the last steps do not fit")
    yield Case(_drawn(rng, (9, 10), (3, 2), 1, 2), "dilation 2")
    yield Case(_drawn(rng, (12, 13), (3, 3), 2, 3), "stride 2 and dilation 3")
    yield Case(_drawn(rng, (3, 4), (3, 4), 1, 1), "a kernel as large as the image")


def _drawn(
    rng: np.random.Generator,
    image: tuple[int, int],
    kernel: tuple[int, int],
    stride: int,
    dilation: int,
) -> Inputs:
    return {
        "image": matrix(rng, *image),
        "kernel": matrix(rng, *kernel),
        "stride": stride,
        "dilation": dilation,
    }


convolve.example(
    image=np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]]),
    kernel=np.array([[-1.0, 1.0]]),
    stride=1,
    dilation=1,
)


def _moved(
    image: Array,
    kernel: Array,
    stride: int,
    dilation: int,
    size: tuple[int, int] | None = None,
    combine: Any = np.sum,
) -> Any:
    """Place by place, with an output of this size."""
    k_h, k_w = kernel.shape
    rows, columns = size or _sizes(image, kernel, stride, dilation)
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = image[
                top : top + (k_h - 1) * dilation + 1 : dilation,
                left : left + (k_w - 1) * dilation + 1 : dilation,
            ]
            out[i, j] = combine(window * kernel)
    return out


def _sizes(image: Array, kernel: Array, stride: int, dilation: int) -> tuple[int, int]:
    rows, columns = (
        (n - (k - 1) * dilation - 1) // stride + 1
        for n, k in zip(image.shape, kernel.shape, strict=True)
    )
    return rows, columns


@convolve.misconception(
    "The kernel is turned round, as in the convolution of mathematics. Networks lay it on the "
    "image as it is; the exercise does too."
)
def kernel_turned_round(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel[::-1, ::-1], stride, dilation)


@convolve.misconception(
    "The stride has no effect. Window number i begins at row i * stride, and so for the columns."
)
def stride_ignored(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, 1, dilation)


@convolve.misconception(
    "The stride decides the size of the result but not the places: the windows still begin at "
    "0, 1, 2. They begin at 0, stride, 2 * stride."
)
def stride_in_the_size_only(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    rows, columns = _sizes(image, kernel, stride, dilation)
    return convolve(image, kernel, 1, dilation)[:rows, :columns]


@convolve.misconception(
    "The stride acts on the rows alone. The window moves by it in both directions."
)
def stride_of_rows_only(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, 1, dilation)[::stride]


@convolve.misconception(
    "The dilation has no effect. Neighbouring entries of the kernel meet pixels that are "
    "`dilation` apart: `image[... : ... : dilation]`."
)
def dilation_ignored(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, stride, 1)


@convolve.misconception(
    "The dilation acts along the rows alone. Both directions of the window are spread out."
)
def dilation_of_rows_only(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    k_h, k_w = kernel.shape
    spread = np.zeros(((k_h - 1) * dilation + 1, k_w))
    spread[::dilation] = kernel
    return convolve(image, spread, stride, 1)


@convolve.misconception(
    "Stride and dilation are exchanged. The stride moves the window, the dilation spreads it out."
)
def exchanged(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, dilation, stride)


@convolve.misconception(
    "The last row and column of places are missing: h - k_h steps from the first window lead to "
    "h - k_h + 1 places."
)
def one_place_short(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, stride, dilation)[:-1, :-1]


@convolve.misconception(
    "The result is as large as the image, with zeros assumed around it. Here only places count at "
    "which the kernel lies inside the image."
)
def padded_with_zeros(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    k_h, k_w = ((k - 1) * dilation for k in kernel.shape)
    around = ((k_h // 2, k_h - k_h // 2), (k_w // 2, k_w - k_w // 2))
    return convolve(np.pad(image, around), kernel, stride, dilation)


@convolve.misconception(
    "The size is rounded up, so that the last window sticks out. Round down: `//`."
)
def size_rounded_up(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    short = [-(n - (k - 1) * dilation - 1) % stride for n, k in zip(image.shape, kernel.shape)]  # noqa: B905
    return convolve(np.pad(image, [(0, extra) for extra in short]), kernel, stride, dilation)


@convolve.misconception(
    "The kernel lies on its side: rows and columns of it are exchanged. Entry (u, v) belongs to "
    "row u and column v of the window."
)
def kernel_on_its_side(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel.T, stride, dilation)


@convolve.misconception(
    "The products are averaged. A unit adds them up, as in `w.T @ x`: `np.sum`."
)
def averaged(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel / kernel.size, stride, dilation)


@convolve.misconception(
    "The largest of the products is kept; that is pooling, more or less. Here they are added up."
)
def largest_kept(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return _moved(image, kernel, stride, dilation, combine=np.max)


@convolve.misconception(
    "Window and kernel are multiplied as matrices. Each entry of the kernel belongs to the pixel "
    "below it: `np.sum(window * kernel)`."
)
def matrix_product(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    rows, columns = _sizes(image, kernel, stride, dilation)
    k_h, k_w = kernel.shape
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = image[i * stride :, j * stride :][: k_h * dilation, : k_w * dilation]
            out[i, j] = np.sum(window[::dilation, ::dilation] @ kernel)
    return out


@convolve.misconception(
    "Rows and columns of the result are exchanged: i counts along the height, j along the width."
)
def result_on_its_side(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    return convolve(image, kernel, stride, dilation).T


@convolve.right_too
def place_by_place(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    h, w = image.shape
    k_h, k_w = kernel.shape
    rows = (h - (k_h - 1) * dilation - 1) // stride + 1
    columns = (w - (k_w - 1) * dilation - 1) // stride + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    out[i, j] += (
                        kernel[u, v] * image[i * stride + u * dilation, j * stride + v * dilation]
                    )
    return out


@convolve.right_too
def kernel_entry_by_entry(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    rows, columns = (n - (k - 1) * dilation for n, k in zip(image.shape, kernel.shape))  # noqa: B905
    out = np.zeros((rows, columns))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * dilation, v * dilation
        out += weight * image[top : top + rows, left : left + columns]
    return out[::stride, ::stride]


@convolve.right_too
def spread_kernel(image: Array, kernel: Array, stride: int, dilation: int) -> Any:
    spread = np.zeros([(k - 1) * dilation + 1 for k in kernel.shape])
    spread[::dilation, ::dilation] = kernel
    k_h, k_w = spread.shape
    return np.array(
        [
            [
                np.sum(image[i : i + k_h, j : j + k_w] * spread)
                for j in range(0, image.shape[1] - k_w + 1, stride)
            ]
            for i in range(0, image.shape[0] - k_h + 1, stride)
        ]
    )


convolve.hints(
    "Begin with stride 1 and dilation 1. Which part of the image does the kernel cover at place "
    "(i, j)?",
    "Two loops over the places, and `np.sum(window * kernel)` in them. Make `out` with np.zeros "
    "first.",
    "With a stride the window begins at (i * stride, j * stride). With a dilation every "
    "`dilation`-th pixel is taken: `image[top : bottom : dilation, ...]`.",
)

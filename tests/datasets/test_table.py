import re

import numpy as np
import pytest

from course_utils.datasets import DataError, DataMissing, read_csv


@pytest.fixture
def written(tmp_path):
    """written(text) -> the path of a file that holds it."""

    def write(content):
        file = tmp_path / "mine.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_a_table_with_names_becomes_columns_and_labels(written):
    data = read_csv(written("height,width,kind\n1,2,0\n3,4,1\n5,6,1\n"))
    np.testing.assert_array_equal(data.X, [[1, 3, 5], [2, 4, 6]])
    np.testing.assert_array_equal(data.Y, [[0, 1, 1]])
    assert data.feature_names == ("height", "width")
    assert data.name == "mine"


@pytest.mark.parametrize("separator", [",", ";", "\t", " , "])
def test_separators_blank_lines_and_the_mark_of_a_spreadsheet_do_not_matter(written, separator):
    text = "1.5|2|0\n\n-3|4e1|1\r\n".replace("|", separator)
    data = read_csv(written(b"\xef\xbb\xbf" + text.encode()))
    np.testing.assert_array_equal(data.X, [[1.5, -3], [2, 40]])
    assert data.feature_names == ("x1", "x2")


def test_two_words_are_classes_in_the_order_of_the_alphabet(written):
    data = read_csv(written("x,kind,y\n1,dog,2\n3,cat,4\n"), label="kind")
    assert data.classes == ("cat", "dog")
    np.testing.assert_array_equal(data.Y, [[1, 0]])
    np.testing.assert_array_equal(data.X, [[1, 3], [2, 4]])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty. It should hold one example per line."),
        ("a,b,y\n", "holds no examples, only the names of columns."),
        ("1\n2\n", "line 1: there is only one column."),
        ("1,2,0\n3,4\n", "line 2 has 2 columns; the first line has 3."),
        ("a,b,y\n1,2,0\n3,far,1\n", "line 3, column 'b': 'far' is not a number."),
        ("a,b,y\n1,2,0\n\n,4,1\n", "line 4, column 'a': the cell is empty."),
        ("a,b,y\n1,nan,0\n3,4,1\n", "line 2, column 'b': 'nan' is not a number."),
        ("1,2,0\n3,4,7\n5,6,9\n", "the column 'y' should hold two classes, 0 and 1 or two words. "
                                  "It holds '0', '7', '9'."),
        ("1,2,0\n3,4,0\n", "every label is 0."),
        ("1,2,a\n1,2,b\n1,2,c\n", "It holds 'a', 'b', 'c'."),
        ("1,2,0\n" + "9" * 200_000 + ",2,1\n", "line 2 is not CSV"),
        (b"\x89HDF\r\n\x1a\n\xff", "is not a text file. Save the table as CSV, in UTF-8."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(written, content, sentence):
    with pytest.raises(DataError, match=re.escape(sentence)):
        read_csv(written(content))


def test_other_numbers_than_0_and_1_are_words_like_any_other(written):
    data = read_csv(written("1,2,7\n3,4,-1\n"))
    assert data.classes == ("-1", "7")
    np.testing.assert_array_equal(data.Y, [[1, 0]])


def test_a_column_that_is_not_there_is_answered_with_those_that_are(written):
    with pytest.raises(DataError, match="no column 'kind'; its columns are a, b, y"):
        read_csv(written("a,b,y\n1,2,0\n3,4,1\n"), label="kind")
    with pytest.raises(DataError, match="its columns have no names"):
        read_csv(written("1,2,0\n3,4,1\n"), label="kind")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(DataMissing, match="There is no file"):
        read_csv(tmp_path / "none.csv")
    with pytest.raises(DataError, match="is a folder"):
        read_csv(tmp_path)

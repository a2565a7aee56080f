#!/bin/sh
# Installs Footnote into a virtual environment of its own, each package at its pinned version.
#   EXTRAS=ocr,anthropic sh docker/install.sh /opt/footnote [options of pip install]
set -eu

environment=$1
shift
cd "$(dirname "$0")/.."

export PIP_CONSTRAINT="$PWD/constraints.txt" PIP_BUILD_CONSTRAINT="$PWD/constraints.txt"
python3 -m venv --without-pip "$environment"
python3 -m pip --python "$environment/bin/python" --disable-pip-version-check install "$@" \
  ".${EXTRAS:+[$EXTRAS]}"

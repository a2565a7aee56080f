#!/bin/sh
# Installs a C++ compiler where a package has to be compiled: wordllama has a wheel for Linux on amd64 alone.
set -eu

if [ "$(dpkg --print-architecture)" = amd64 ]; then
  exit 0
fi
apt-get update
apt-get install --yes --no-install-recommends g++

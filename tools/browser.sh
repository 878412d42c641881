#!/bin/sh
# See that Debian's Chromium and fonts for Japanese and Korean are there for the browser tests;
# install them where that is allowed, else say in one line what is missing.
set -u
if command -v chromium >/dev/null 2>&1 && [ -n "$(find /usr/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1
fi
if ! command -v chromium >/dev/null 2>&1; then
    echo "kaname: the browser tests will be skipped: Chromium is missing (Debian: apt install chromium fonts-noto-cjk)" >&2
fi
exit 0

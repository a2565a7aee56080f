#!/bin/sh
# Makes the user that Footnote runs as, the folder of its data, and the place for the documents.
#   sh docker/user.sh UID [another root folder than /]
set -eu

uid=$1
root=${2:-}

echo "footnote:x:$uid:$uid:Footnote:/data:/usr/sbin/nologin" >> "$root/etc/passwd"
echo "footnote:x:$uid:" >> "$root/etc/group"
mkdir -m 0755 "$root/documents"
mkdir -m 0700 "$root/data"
chown "$uid:$uid" "$root/data"

# the versions
tawam --version | sed 's/[0-9a-f]\{8\}$/DIGEST/' && tawam -V | wc -l

"""Write library/protocols/published.toml. To publish a new version; never to change an old one."""

from pathlib import Path

from stepwell.domain.protocols.loading import content_hash
from stepwell.library.protocols import PUBLISHED, protocol_files, versions

HEAD = "# Hashes of published versions. A change is a new version.\n[hashes]\n"
lines = [f'"{s}/v{v}" = "{content_hash(protocol_files(s, v))}"\n' for s, v in versions()]
Path("src/stepwell/library/protocols", PUBLISHED).write_text(HEAD + "".join(lines))

"""Static files under the hash of their content, with the ES modules of the app among them."""

from typing import Any, ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_, IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns
MODULES = ("app/*.js", "vendor/*.js")
"""Only ours: what packages bring need not follow any rule."""


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Modules name each other by relative paths, as they lie in the tree, so that Node reads them
    too; here those paths get the hashes. Why: docs/decisions/0025-app-shell.md."""

    max_post_process_passes = 30
    """At least the length of the longest chain of modules: each pass may settle one link only."""
    patterns: ClassVar[tuple[Any, ...]] = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((where, IMPORTS) for where in MODULES),
    )

"""Imports a package without a heavy module that it imports but need not use."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_deferring(package: str, module: str, name: str) -> None:
    """Import `package`, and of the `module` whose callable `name` it uses nothing until that is called.

    A package that needs more of the module than the name, as another version of it may, is imported
    with the module.
    """
    if package in sys.modules or module in sys.modules:
        import_module(package)
        return
    before = set(sys.modules)
    deferred = _module_of(module, name)
    sys.modules[module] = deferred
    try:
        import_module(package)
    except Exception:  # noqa: BLE001 - whatever it is, the plain way tells whether it lies in the package
        for each in set(sys.modules) - before:
            if each == package or each.startswith(f"{package}."):
                del sys.modules[each]
    finally:
        if sys.modules.get(module) is deferred:
            del sys.modules[module]
    import_module(package)


def _module_of(module: str, name: str) -> ModuleType:
    """Make a module of one callable, which is that of the real module."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), name)(*args, **kwargs)

    made = ModuleType(module)
    setattr(made, name, call)
    return made

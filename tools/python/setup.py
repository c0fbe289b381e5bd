"""Builds the module with CMake: in LASTMILE_BUILD if that names a build folder of lastmile, else in build/python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

TOP = Path(__file__).resolve().parents[2]


class BuildWithCMake(build_ext):
    def build_extension(self, extension):
        build = Path(os.environ.get("LASTMILE_BUILD", TOP / "build" / "python"))
        if not (build / "CMakeCache.txt").exists():
            options = {
                "CMAKE_BUILD_TYPE": "Release",
                "CMAKE_UNITY_BUILD": "ON",
                "LASTMILE_TESTS": "OFF",
                "Python_EXECUTABLE": base_python(),
            }
            self.cmake("-S", TOP, "-B", build, "-G", "Ninja", *(f"-D{key}={value}" for key, value in options.items()))
        self.cmake(build, "-DLASTMILE_PYTHON=ON")
        self.cmake("--build", build, "--target", "lastmile_python")
        to = Path(self.get_ext_fullpath(extension.name))
        module = build / "python" / "lastmile" / to.name
        if not module.exists():
            raise RuntimeError(f"{build} is a build for another Python; remove it, or name another with LASTMILE_BUILD")
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(module, to)

    def cmake(self, *arguments):
        subprocess.run(["cmake", *map(str, arguments)], check=True)


def base_python():
    """The Python that the virtual environment was made from: CMake finds its headers."""
    return Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"


def version():
    """That of the project."""
    text = (TOP / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(lastmile VERSION (\S+)", text).group(1)


setup(version=version(), ext_modules=[Extension("lastmile._core", [])], cmdclass={"build_ext": BuildWithCMake})

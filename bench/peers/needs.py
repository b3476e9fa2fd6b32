"""What the peers import, and how it is installed: they are no part of the product, and neither are their packages."""
import importlib

HOW = {"cv2": "apt-get install python3-opencv", "numpy": "apt-get install python3-numpy",
       "onnx": "apt-get install python3-onnx", "torch": "apt-get install python3-torch",
       "onnxruntime": "pip install onnxruntime"}


def need(*names):
    """The modules; ends with what to install where one of them is missing."""
    modules, missing = [], []
    for name in names:
        try:
            modules.append(importlib.import_module(name))
        except ModuleNotFoundError as error:
            if error.name not in HOW:
                raise
            missing.append(f"error: Python has no module {error.name}; install it: {HOW[error.name]}")
    if missing:
        raise SystemExit("\n".join(missing))
    return modules

"""Runs an ONNX file with PyTorch: the operations that the YOLOv8 family needs, weights loaded once.

The peers have no other PyTorch form of the model that Overwatch runs, and so the two compute the same network. No program of
its own: plain_loop.py --runtime torch uses it.
"""
from needs import need

if __name__ == "__main__":
    print(__doc__)
    raise SystemExit

np, torch, onnx = need("numpy", "torch", "onnx")
need("onnx.numpy_helper")
F = torch.nn.functional


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def conv(args, at):
    x, weight = args[0], args[1]
    top, left, bottom, right = at.get("pads", [0, 0, 0, 0])
    assert (top, left) == (bottom, right), "uneven padding"
    return F.conv2d(x, weight, args[2] if len(args) > 2 else None, at.get("strides", [1, 1]), (top, left),
                    at.get("dilations", [1, 1]), at.get("group", 1))


def max_pool(args, at):
    pads = at.get("pads", [0, 0, 0, 0])
    return F.max_pool2d(args[0], at["kernel_shape"], at.get("strides", [1, 1]), pads[:2])


def split(args, at):
    sizes = at.get("split") or [int(n) for n in args[1]]
    return torch.split(args[0], list(sizes), at.get("axis", 0))


def sliced(args, at):
    x, starts, ends = args[:3]
    axes = args[3].tolist() if len(args) > 3 else range(len(starts))
    steps = args[4].tolist() if len(args) > 4 else [1] * len(starts)
    index = [slice(None)] * x.dim()
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes, steps):
        index[axis] = slice(start, min(end, x.shape[axis]), step)
    return x[tuple(index)]


def reshape(args, at):
    wanted = [args[0].shape[i] if n == 0 else n for i, n in enumerate(args[1].tolist())]
    return args[0].reshape(wanted)


def resize(args, at):
    scale = args[2].tolist()[2:]
    assert at.get("mode", b"nearest") == b"nearest"
    return F.interpolate(args[0], scale_factor=scale, mode="nearest")


OPERATIONS = {
    "Conv": conv,
    "MaxPool": max_pool,
    "Split": split,
    "Slice": sliced,
    "Reshape": reshape,
    "Resize": resize,
    "Sigmoid": lambda a, at: torch.sigmoid(a[0]),
    "Mul": lambda a, at: a[0] * a[1],
    "Add": lambda a, at: a[0] + a[1],
    "Sub": lambda a, at: a[0] - a[1],
    "Div": lambda a, at: a[0] / a[1],
    "Concat": lambda a, at: torch.cat(a, at["axis"]),
    "Transpose": lambda a, at: a[0].permute(at["perm"]),
    "Softmax": lambda a, at: torch.softmax(a[0], at.get("axis", -1)),
    "Constant": lambda a, at: torch.from_numpy(onnx.numpy_helper.to_array(at["value"]).copy()),
    "Identity": lambda a, at: a[0],
    "Shape": lambda a, at: torch.tensor(a[0].shape),
    "Gather": lambda a, at: torch.index_select(a[0], at.get("axis", 0), a[1].reshape(-1)),
    "Unsqueeze": lambda a, at: a[0].unsqueeze(int(a[1][0]) if len(a) > 1 else at["axes"][0]),
}


class OnnxModule:
    def __init__(self, path):
        graph = onnx.load(path).graph
        self.constants = {t.name: torch.from_numpy(np.array(onnx.numpy_helper.to_array(t))) for t in graph.initializer}
        self.input = next(i.name for i in graph.input if i.name not in self.constants)
        self.outputs = [o.name for o in graph.output]
        self.steps = []
        for node in graph.node:
            if node.op_type not in OPERATIONS:
                raise SystemExit(f"this peer does not know the operation {node.op_type}")
            self.steps.append((OPERATIONS[node.op_type], list(node.input), list(node.output), attributes(node)))
        last = {name: i for i, step in enumerate(self.steps) for name in step[1]}
        self.free = [[n for n in step[1] if last[n] == i and n not in self.constants and n not in self.outputs]
                     for i, step in enumerate(self.steps)]

    @torch.no_grad()
    def __call__(self, x):
        values = dict(self.constants)
        values[self.input] = x
        for (run, inputs, outputs, at), free in zip(self.steps, self.free):
            result = run([values[n] for n in inputs if n], at)
            if isinstance(result, torch.Tensor):
                result = [result]
            values.update(zip(outputs, result))
            for name in free:
                values.pop(name, None)
        return values[self.outputs[0]]

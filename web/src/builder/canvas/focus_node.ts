// The keys go on from what was just added: it takes the focus as soon as it is drawn.
const framesMax = 30;

export function focusNode(id: string, frames = framesMax): void {
  requestAnimationFrame(() => {
    const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    // React Flow hides a node until it has measured it; what is hidden takes no focus.
    if (node?.checkVisibility({ visibilityProperty: true }) === true) node.focus({ preventScroll: true });
    else if (frames > 0) focusNode(id, frames - 1);
  });
}

// Which nodes have a live picture: those of the category "View".
import type { NodeType } from '../api/node_types';
import type { NodeStatus } from '../api/types';

const viewCategory = 'View';
let viewTypes: ReadonlySet<string> = new Set(['xray_view']);

export function setViewTypes(types: readonly NodeType[]): void {
  const found = types.filter((type) => type.category === viewCategory).map((type) => type.type);
  if (found.length > 0) viewTypes = new Set(found);
}

export const isViewType = (type: string): boolean => viewTypes.has(type);

export function viewsOf(nodes: readonly NodeStatus[]): string[] {
  return nodes.filter((node) => isViewType(node.type)).map((node) => node.id);
}

/** Which of the pictures of a workflow this is; empty where there is but one. */
export const viewName = (nodes: readonly NodeStatus[], view: string): string => (viewsOf(nodes).length > 1 ? view : '');

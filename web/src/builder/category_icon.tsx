import { Box, Brain, FileOutput, Filter, ScanEye, Video, Zap, type LucideIcon } from 'lucide-react';

const icons: Record<string, LucideIcon> = { Input: Video, AI: Brain, Process: Filter, View: ScanEye, Output: FileOutput, Action: Zap };

/** One icon a category: a new node type has one without being known here. */
export function CategoryIcon({ category, className = '' }: { category: string; className?: string }) {
  const Icon = icons[category] ?? Box;
  return <Icon size="1rem" strokeWidth={1.75} aria-hidden className={className} />;
}

import type { LucideIcon } from 'lucide-react';

interface IconButtonProps {
  label: string;
  icon: LucideIcon;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  shortcut?: string;
  className?: string;
}

/** An action with an icon for a face; the label is its name for everybody else. */
export function IconButton({ label, icon: Icon, onClick, disabled = false, pressed, shortcut, className = 'button button-quiet px-0' }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`${className} ${pressed === true ? 'bg-raised' : ''}`}
      onClick={onClick}
      disabled={disabled}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
    >
      <Icon size="1rem" aria-hidden />
    </button>
  );
}

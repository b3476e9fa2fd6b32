// Which lines of the log speak of a workflow. Ids are words of daily use, as "model" or "demo", so a line that merely has the word
// in it does not count; the server names workflows in few forms.

/** "workflow demo is running", "- Workflow demo", "workflow 'demo' …"; "demo/camera: …", and "…: demo/view runs". */
export function isAbout(text: string, id: string): boolean {
  const name = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\bworkflow (?:'${name}'|${name}(?![\\w-]))|(?:^|\\s)${name}/[\\w-]+(?=:|\\s|$)`, 'i').test(text);
}

import type { Lexer } from 'yaml';

/** Before the text of a plain or block scalar, which may begin with # itself. */
const scalarFollows = '\x1f';

/** The line of the first comment, 1 for the first; null where the text has none. */
export function firstCommentLine(text: string, lexer: Lexer): number | null {
  let line = 1;
  let before = '';
  for (const token of lexer.lex(text)) {
    if (token.startsWith('#') && before !== scalarFollows) return line;
    line += token.split('\n').length - 1;
    before = token;
  }
  return null;
}

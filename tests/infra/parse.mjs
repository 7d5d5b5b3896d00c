// Reads Bicep files with tree-sitter and prints what is no Bicep in them, a line each.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [packages, ...files] = process.argv.slice(2);
const require = createRequire(packages + '/');
const { Parser, Language } = require('web-tree-sitter');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

for (const file of files) {
  const root = parser.parse(readFileSync(file, 'utf8')).rootNode;
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (node.isError || node.isMissing) console.log(`${file}:${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`);
    else if (node.hasError) open.push(...node.children);
  }
}

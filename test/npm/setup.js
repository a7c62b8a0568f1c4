// The package that is tested: packed and installed, as an application gets it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: what `callinggen generate` writes in this repository, or $PACKAGE. */
export const packageFolder = process.env.PACKAGE ?? fileURLToPath(new URL('../../sdk/npm', import.meta.url));
export const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

/** The name of the package whose place ours takes. */
export const originalName = '@hubspot/calling-extensions-sdk';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Path of a file that a development dependency holds. */
export const tool = (...path) => join(here, 'node_modules', ...path);

/**
 * Packs the package and unpacks it in the node_modules of an application, under its own name and under the original's.
 *
 * @param t - the test, which removes it all when it ends
 */
export function installPacked(t) {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', ['pack', packageFolder, '--json', '--pack-destination', folder, '--ignore-scripts'], {
      cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const tarball = join(folder, filename);
  for (const name of [manifest.name, originalName]) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components', '1']);
  }
  return { folder, tarball, files: files.map(({ path }) => path) };
}

/** The pictures of docs/dashboards/. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const FOLDER = join(import.meta.dirname, "../docs/dashboards");

/** Bytes of a picture at most: everybody who clones the repository has them all. */
const MOST_BYTES = 120_000;

/** Colours that are tried, until a picture is small enough: its lines and texts have few. */
const COLOURS = [16, 12, 8, 6] as const;

/** Writes a picture, which was a PNG of all colours. */
export async function writePicture(file: string, png: Uint8Array): Promise<void> {
  for (const colours of COLOURS) {
    // Mixing two colours to look like a third makes noise, which takes half as much again.
    const reduced = await sharp(png)
      .png({ palette: true, colours, dither: 0, effort: 7, compressionLevel: 9 })
      .toBuffer();
    writeFileSync(join(FOLDER, file), reduced);
    if (reduced.length <= MOST_BYTES) return;
  }
}

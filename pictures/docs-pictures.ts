/** The pictures of docs/dashboards/. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const FOLDER = join(import.meta.dirname, "../docs/dashboards");

/** Bytes of a picture at most: everybody who clones the repository has them all. */
const MOST_BYTES = 120_000;

/** Colours that are tried, until a picture is small enough: its lines and texts have few, and green, yellow and red must stay apart. */
const COLOURS = [32, 16] as const;

/** Writes a picture, which was a PNG of all colours, as a WebP of few: half of a PNG of as many. */
export async function writePicture(file: string, png: Uint8Array): Promise<void> {
  for (const colours of COLOURS) {
    // Mixing two colours to look like a third makes noise, which takes half as much again.
    const few = await sharp(png).png({ palette: true, colours, dither: 0, effort: 1 }).toBuffer();
    const reduced = await sharp(few).webp({ lossless: true, effort: 4 }).toBuffer();
    writeFileSync(join(FOLDER, file), reduced);
    if (reduced.length <= MOST_BYTES) return;
  }
}

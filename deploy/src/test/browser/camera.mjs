// Pictures of a view at two sizes and in both schemes.
import { join } from "node:path";

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export class Camera {
  constructor(directory, watch) {
    this.directory = directory;
    this.watch = watch;
  }

  // Each of them is looked at for accessibility too: colours are those of a scheme.
  async take(page, view) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await settled(page);
        await page.screenshot({ path: join(this.directory, `${view}-${size}-${colorScheme}.png`), fullPage: true });
        await this.watch.accessible(page, `${view}, ${size}, ${colorScheme}`);
      }
      await this.fits(page, `${view}, ${size}`);
    }
    await page.setViewportSize(SIZES.wide);
    await page.emulateMedia({ colorScheme: "light" });
  }

  async fits(page, view) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 1) throw new Error(`${view}: the page is ${over} pixels wider than the window`);
  }
}

// Two frames: what a new size or scheme draws anew is drawn.
const settled = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

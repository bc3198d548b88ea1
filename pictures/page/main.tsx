/** The page in the browser: `window.draw` shows a dashboard, `window.look` says what is wrong with what is shown. */
import "uplot/dist/uPlot.min.css";
import "@grafana/react-data-grid/lib/styles.css";
import "@fontsource/inter/latin-400.css";
import "@fontsource/inter/latin-500.css";
import { createTheme } from "@grafana/data";
import { GlobalStyles, PortalContainer, ThemeContext } from "@grafana/ui";
import { createRoot } from "react-dom/client";
import type {} from "../drawing.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import { look } from "./look.ts";
import { prepare } from "./prepare.ts";
import { registerTransformers } from "./transformers.ts";

registerTransformers();

window.draw = async ({ panels, ...drawing }, { width, theme: mode }) => {
  const theme = createTheme({ colors: { mode } });
  const prepared = await Promise.all(panels.map((panel) => prepare(panel, theme, drawing.step)));
  document.body.style.margin = "0";
  document.body.style.background = theme.colors.background.canvas;
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  createRoot(root).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <DashboardPage drawing={drawing} panels={prepared} width={width} />
      <PortalContainer />
    </ThemeContext.Provider>,
  );
  await document.fonts.ready;
  await stillness();
};

/** Milliseconds without a change after which a page is taken for complete. */
const STILL = 700;

/** Waits until nothing on the page changes any more: icons come one by one, and tables measure themselves before they draw. */
function stillness(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      resolve();
    };
    let timer = setTimeout(done, STILL);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, STILL);
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

window.look = look;

import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";

const Gallery = lazy(() => import("../gallery/gallery.tsx"));

/** Every address of the web app. */
export const App = () => (
  <Suspense fallback={null}>
    <Switch>
      <Route path="/galeri/*?">
        <Gallery />
      </Route>
    </Switch>
  </Suspense>
);

import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearchParams } from "wouter";
import { Crash } from "./crash.tsx";
import { publicPages } from "./pages.ts";
import { SignedIn, useStanding } from "./session.tsx";
import { Start } from "./start.tsx";
import { nextAddress, signInAddress } from "./way-in.ts";

const Gallery = lazy(() => import("../gallery/gallery.tsx"));
const Inside = lazy(async () => ({ default: (await import("./inside.tsx")).Inside }));

/** Every address of the web app. */
export const App = () => (
  <Crash>
    <Suspense fallback={<Start />}>
      <Switch>
        <Route path="/galeri/*?">
          <Gallery />
        </Route>
        {publicPages.map(({ path, Screen }) => (
          <Route key={path} path={path}>
            <Screen />
          </Route>
        ))}
        <Route>
          <Gate />
        </Route>
      </Switch>
    </Suspense>
  </Crash>
);

/** Lets in who is signed in, leads everybody else to where they can get in. */
const Gate = () => {
  const standing = useStanding();
  const [address] = useLocation();
  const [parameters] = useSearchParams();
  if (standing.state === "asking") return <Start error={standing.error} />;
  if (standing.state === "new") return <Redirect to="/setup" replace />;
  if (standing.state === "stranger") return <Redirect to={signInAddress(address + window.location.search)} replace />;
  if (address === "/" || address === "/sign-in") return <Redirect to={nextAddress(parameters.get("to"))} replace />;
  return (
    <SignedIn session={standing.session}>
      <Inside />
    </SignedIn>
  );
};

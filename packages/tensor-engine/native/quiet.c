// TensorFlow prints to stderr from the static initialisers of its libraries, before any setting of its log takes effect.
// So stderr of the process is redirected to /dev/null while they load.
#include <fcntl.h>
#include <node_api.h>
#include <stdlib.h>
#include <unistd.h>

static int kept = -1;

static napi_value mute(napi_env env, napi_callback_info info) {
  setenv("TF_CPP_MIN_LOG_LEVEL", "2", 0); // later it logs errors only
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept < 0 && nowhere >= 0 && (kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) >= 0) dup2(nowhere, STDERR_FILENO);
  if (nowhere >= 0) close(nowhere);
  return NULL;
}

static napi_value unmute(napi_env env, napi_callback_info info) {
  if (kept < 0) return NULL;
  dup2(kept, STDERR_FILENO);
  close(kept);
  kept = -1;
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "mute", NAPI_AUTO_LENGTH, mute, NULL, &function);
  napi_set_named_property(env, exports, "mute", function);
  napi_create_function(env, "unmute", NAPI_AUTO_LENGTH, unmute, NULL, &function);
  napi_set_named_property(env, exports, "unmute", function);
  return exports;
}

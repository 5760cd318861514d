/* A driver of one Kinect that behaves as a file says: libfreenect.so.0.5 for the tests.

   $SCRIPTED_KINECT/frames holds pairs of images (raw depth, then color), played round and
   round; the first word of $SCRIPTED_KINECT/state is read before each of them. Every pair
   gets its own noise, as a sensor's has. See scripted_kinect.py for the words. */

#include <libfreenect.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIXELS (640 * 480)
#define DEPTH_BYTES (2 * PIXELS)
#define COLOR_BYTES (3 * PIXELS)
#define TICKS_PER_FRAME 2000000u
#define COLOR_AFTER_DEPTH 540000u
#define FIRST_STAMP (0u - 40u * TICKS_PER_FRAME) /* so that every test crosses the wrap */

struct _freenect_context { freenect_log_cb log; };
struct _freenect_device {
	freenect_context *context;
	freenect_depth_cb on_depth;
	freenect_video_cb on_color;
	void *user;
	FILE *frames;
	uint32_t stamp;
	unsigned count;
	int was_set_back;
	uint16_t depth[PIXELS];
	uint8_t color[COLOR_BYTES];
};

static struct _freenect_context the_context;
static struct _freenect_device the_device;
static freenect_raw_tilt_state tilt = { 0, 819, 0, 0, TILT_STATUS_STOPPED };

static FILE *open_file(const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", getenv("SCRIPTED_KINECT"), name);
	return fopen(path, "rb");
}

static int is(const char *state)
{
	char word[32] = "";
	FILE *file = open_file("state");
	if (file != NULL) {
		if (fscanf(file, "%31s", word) != 1)
			word[0] = 0;
		fclose(file);
	}
	return strcmp(word, state) == 0;
}

static void say(const char *text)
{
	if (the_context.log != NULL)
		the_context.log(&the_context, FREENECT_LOG_ERROR, text);
}

static void wait_if_it_hangs(void)
{
	while (is("hang"))
		usleep(20000);
}

static void next_images(freenect_device *dev)
{
	if (fread(dev->depth, 1, DEPTH_BYTES, dev->frames) != DEPTH_BYTES) {
		rewind(dev->frames);
		if (fread(dev->depth, 1, DEPTH_BYTES, dev->frames) != DEPTH_BYTES)
			abort();
	}
	if (fread(dev->color, 1, COLOR_BYTES, dev->frames) != COLOR_BYTES)
		abort();
}

static void add_noise(freenect_device *dev)
{
	unsigned at = (dev->count * 7919u) % PIXELS;
	if (dev->depth[at] < 2046)
		dev->depth[at] ^= 1;
	dev->depth[dev->count % 640] = 1000 + dev->count % 100;
	dev->color[dev->count % 1920] ^= 1;
}

static void deliver(freenect_device *dev, uint32_t stamp)
{
	if (dev->on_depth != NULL && !is("no-depth"))
		dev->on_depth(dev, dev->depth, stamp);
	if (dev->on_color != NULL && !is("no-color"))
		dev->on_color(dev, dev->color, stamp + COLOR_AFTER_DEPTH);
}

int freenect_process_events(freenect_context *ctx)
{
	freenect_device *dev = &the_device;
	const char *period = getenv("SCRIPTED_KINECT_PERIOD_US");
	if (is("flood")) {
		for (int line = 0; line < 200; line++) {
			say("a packet was lost, and another one, and another one");
			puts("a packet was lost, and another one, and another one");
		}
	} else {
		usleep(period != NULL ? atoi(period) : 33333);
	}
	wait_if_it_hangs();
	if (is("exit"))
		_exit(3);
	if (is("crash"))
		raise(SIGSEGV);
	if (is("unplugged") || is("busy")) {
		say("USB device disappeared, cancelling stream");
		return -1;
	}
	if (is("silent"))
		return 0;
	if (is("set-back") && !dev->was_set_back) {
		dev->was_set_back = 1;
		dev->stamp = dev->stamp - 600u * TICKS_PER_FRAME;
	}
	if (!is("frozen")) {
		next_images(dev);
		add_noise(dev);
	} else if (dev->count == 0) {
		next_images(dev);
	}
	if (!is("stopped-clock"))
		dev->stamp += TICKS_PER_FRAME;
	dev->count++;
	if (is("half")) {
		memset(dev->depth + PIXELS / 2, 0xff, DEPTH_BYTES / 2);
		memset(dev->color + COLOR_BYTES / 2, 0, COLOR_BYTES / 2);
	}
	if (is("out-of-order") && dev->count % 3 == 0) {
		deliver(dev, dev->stamp);
		deliver(dev, dev->stamp - 2 * TICKS_PER_FRAME);
	} else {
		deliver(dev, dev->stamp);
	}
	return 0;
}

int freenect_init(freenect_context **ctx, freenect_usb_context *usb)
{
	*ctx = &the_context;
	return 0;
}

int freenect_num_devices(freenect_context *ctx)
{
	return is("unplugged") ? 0 : 1;
}

int freenect_open_device(freenect_context *ctx, freenect_device **dev, int index)
{
	wait_if_it_hangs();
	if (is("unplugged") || is("busy")) {
		say("Could not claim interface on camera: LIBUSB_ERROR_BUSY");
		return -1;
	}
	the_device.context = ctx;
	the_device.stamp = FIRST_STAMP;
	the_device.count = 0;
	the_device.frames = open_file("frames");
	*dev = &the_device;
	return the_device.frames != NULL ? 0 : -1;
}

int freenect_close_device(freenect_device *dev)
{
	fclose(dev->frames);
	return 0;
}

int freenect_process_events_timeout(freenect_context *ctx, struct timeval *timeout)
{
	return freenect_process_events(ctx);
}

freenect_frame_mode freenect_find_video_mode(freenect_resolution r, freenect_video_format f)
{
	freenect_frame_mode mode = { .resolution = r, .video_format = f, .bytes = COLOR_BYTES,
		.width = 640, .height = 480, .data_bits_per_pixel = 24, .framerate = 30,
		.is_valid = 1 };
	return mode;
}

freenect_frame_mode freenect_find_depth_mode(freenect_resolution r, freenect_depth_format f)
{
	freenect_frame_mode mode = { .resolution = r, .depth_format = f, .bytes = DEPTH_BYTES,
		.width = 640, .height = 480, .data_bits_per_pixel = 11,
		.padding_bits_per_pixel = 5, .framerate = 30, .is_valid = 1 };
	return mode;
}

freenect_frame_mode freenect_get_current_video_mode(freenect_device *dev)
{
	return freenect_find_video_mode(FREENECT_RESOLUTION_MEDIUM, FREENECT_VIDEO_RGB);
}

freenect_frame_mode freenect_get_current_depth_mode(freenect_device *dev)
{
	return freenect_find_depth_mode(FREENECT_RESOLUTION_MEDIUM, FREENECT_DEPTH_11BIT);
}

void freenect_set_log_callback(freenect_context *ctx, freenect_log_cb cb) { ctx->log = cb; }
void freenect_set_log_level(freenect_context *ctx, freenect_loglevel level) {}
void freenect_select_subdevices(freenect_context *ctx, freenect_device_flags flags) {}
int freenect_shutdown(freenect_context *ctx) { return 0; }
void freenect_set_user(freenect_device *dev, void *user) { dev->user = user; }
void *freenect_get_user(freenect_device *dev) { return dev->user; }
void freenect_set_depth_callback(freenect_device *dev, freenect_depth_cb cb) { dev->on_depth = cb; }
void freenect_set_video_callback(freenect_device *dev, freenect_video_cb cb) { dev->on_color = cb; }
int freenect_set_depth_buffer(freenect_device *dev, void *buffer) { return 0; }
int freenect_set_video_buffer(freenect_device *dev, void *buffer) { return 0; }
int freenect_set_depth_mode(freenect_device *dev, const freenect_frame_mode mode) { return 0; }
int freenect_set_video_mode(freenect_device *dev, freenect_frame_mode mode) { return 0; }
int freenect_start_depth(freenect_device *dev) { return 0; }
int freenect_start_video(freenect_device *dev) { return 0; }
int freenect_stop_depth(freenect_device *dev) { return 0; }
int freenect_stop_video(freenect_device *dev) { return 0; }
int freenect_update_tilt_state(freenect_device *dev) { return 0; }
freenect_raw_tilt_state *freenect_get_tilt_state(freenect_device *dev) { return &tilt; }
double freenect_get_tilt_degs(freenect_raw_tilt_state *state) { return 0.0; }
int freenect_set_tilt_degs(freenect_device *dev, double angle) { return 0; }
int freenect_set_led(freenect_device *dev, freenect_led_options option) { return 0; }
void freenect_get_mks_accel(freenect_raw_tilt_state *s, double *x, double *y, double *z) {}
void freenect_camera_to_world(freenect_device *d, int cx, int cy, int wz, double *x, double *y) {}

/* floor_div.h: division that rounds towards minus infinity, for days before 1970 and windows before
 * their anchor. b > 0. */
#ifndef UTFALL_FLOOR_DIV_H
#define UTFALL_FLOOR_DIV_H

static inline int floor_div(int a, int b)
{
    return a / b - (a % b < 0);
}

#endif

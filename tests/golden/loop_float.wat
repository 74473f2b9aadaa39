;; Loops with floats.
(module
  (func $power (param $x f64) (param $n i32) (result f64) (local $y f64)
    (local.set $y (f64.const 1))
    (loop $next
      (local.set $y (f64.mul (local.get $y) (local.get $x)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $y))
  (func $newton (param $x f64) (result f64) (local $y f64) (local $n i32)
    (local.set $y (local.get $x))
    (loop $next
      (local.set $y (f64.mul (f64.const 0.5)
        (f64.add (local.get $y) (f64.div (local.get $x) (local.get $y)))))
      (br_if $next (i32.lt_s (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 8))))
    (local.get $y))
  (func $until_small (param $x f32) (result i32) (local $n i32)
    (loop $next
      (local.set $x (f32.mul (local.get $x) (f32.const 0.5)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (f32.gt (local.get $x) (f32.const 1))))
    (local.get $n))
  (func $index_as_float (param $n i32) (result f64) (local $sum f64)
    (loop $next
      (local.set $sum (f64.add (local.get $sum) (f64.convert_i32_s (local.get $n))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $power
;;     x86-64: 6 instructions, 28 bytes                     | AArch64: 5 instructions, 20 bytes
;;   f64.const 1
;;   local.set 2
;;       mov r11, 0x3ff0000000000000                        |   fmov d3, #1.00000000
;;       vmovq xmm7, r11                                    |
;;   loop
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm7, xmm7, xmm6                            |   fmul d3, d3, d2
;;   local.set 2
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 1
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 2
;;   end
;;       vmovaps xmm0, xmm7                                 |   fmov d0, d3
;;
;; $newton
;;     x86-64: 11 instructions, 45 bytes                    | AArch64: 10 instructions, 40 bytes
;;       xor edi, edi                                       |   movz w2, #0
;;       mov r11, 0x3fe0000000000000                        |
;;       vmovq xmm8, r11                                    |
;;   local.get 0
;;   local.set 1
;;       vmovaps xmm7, xmm6                                 |   fmov d3, d2
;;   loop
;;     L0:                                                  | L0:
;;   f64.const 0.5
;;   local.get 1
;;   local.get 0
;;   local.get 1
;;   f64.div
;;       vdivsd xmm0, xmm6, xmm7                            |   fdiv d0, d2, d3
;;   f64.add
;;       vaddsd xmm0, xmm7, xmm0                            |   fadd d0, d3, d0
;;   f64.mul
;;       vmulsd xmm7, xmm8, xmm0                            |   fmov d1, #0.50000000
;;                                                          |   fmul d3, d1, d0
;;   local.set 1
;;   local.get 2
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.tee 2
;;   i32.const 8
;;   i32.lt_s
;;       cmp edi, 0x8                                       |   cmp w2, #8
;;   br_if 0
;;       jl L0                                              |   b.lt L0
;;   end
;;   local.get 1
;;   end
;;       vmovaps xmm0, xmm7                                 |   fmov d0, d3
;;
;; $until_small
;;     x86-64: 13 instructions, 67 bytes                    | AArch64: 8 instructions, 32 bytes
;;       xor edi, edi                                       |   movz w2, #0
;;       mov r11d, 0x3f000000                               |   fmov s3, #0.50000000
;;       vmovd xmm7, r11d                                   |   fmov s4, #1.00000000
;;       mov r11d, 0x3f800000                               |
;;       vmovd xmm8, r11d                                   |
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;       nop [rax+rax], ax                                  |
;;     L0:                                                  |
;;   local.get 0
;;   f32.const 0.5
;;   f32.mul
;;       vmulss xmm6, xmm6, xmm7                            |   fmul s2, s2, s3
;;   local.set 0
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.set 1
;;   local.get 0
;;   f32.const 1
;;   f32.gt
;;       vucomiss xmm6, xmm8                                |   fcmp s2, s4
;;   br_if 0
;;       jnbe L0                                            |   b.gt L0
;;   end
;;   local.get 1
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $index_as_float
;;     x86-64: 9 instructions, 40 bytes                     | AArch64: 6 instructions, 24 bytes
;;       vxorps xmm6, xmm6, xmm6                            |   movi d2, #0000000000000000
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;     L0:                                                  |
;;   local.get 1
;;   local.get 0
;;   f64.convert_i32_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, w2
;;       vcvtsi2sd xmm0, xmm0, edi                          |
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm0                            |   fadd d2, d2, d0
;;   local.set 1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 1
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2

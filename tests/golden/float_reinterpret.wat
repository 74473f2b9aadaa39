;; Bits between integers and floats.
(module
  (func $i32.reinterpret_f32 (param f32) (result i32) (i32.reinterpret_f32 (local.get 0)))
  (func $i64.reinterpret_f64 (param f64) (result i64) (i64.reinterpret_f64 (local.get 0)))
  (func $f32.reinterpret_i32 (param i32) (result f32) (f32.reinterpret_i32 (local.get 0)))
  (func $f64.reinterpret_i64 (param i64) (result f64) (f64.reinterpret_i64 (local.get 0)))
  (func $sign_bit (param f64) (result i32)
    (i64.lt_s (i64.reinterpret_f64 (local.get 0)) (i64.const 0)))
  (func $exponent (param f32) (result i32)
    (i32.and (i32.shr_u (i32.reinterpret_f32 (local.get 0)) (i32.const 23)) (i32.const 255))))
;; $i32.reinterpret_f32
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.reinterpret_f32
;;       vmovd eax, xmm6                                    |   fmov w0, s2
;;   end
;;
;; $i64.reinterpret_f64
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.reinterpret_f64
;;       vmovq rax, xmm6                                    |   fmov x0, d2
;;   end
;;
;; $f32.reinterpret_i32
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.reinterpret_i32
;;       vmovd xmm0, edi                                    |   fmov s0, w2
;;   end
;;
;; $f64.reinterpret_i64
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.reinterpret_i64
;;       vmovq xmm0, rdi                                    |   fmov d0, x2
;;   end
;;
;; $sign_bit
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.reinterpret_f64
;;       vmovq rax, xmm6                                    |   fmov x0, d2
;;   i64.const 0
;;   i64.lt_s
;;       test rax, rax                                      |   cmp x0, #0
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   end
;;
;; $exponent
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.reinterpret_f32
;;       vmovd eax, xmm6                                    |   fmov w0, s2
;;   i32.const 23
;;   i32.shr_u
;;       shr eax, 0x17                                      |
;;   i32.const 255
;;   i32.and
;;       movzx eax, al                                      |   ubfx w0, w0, #0x17, #8
;;   end
